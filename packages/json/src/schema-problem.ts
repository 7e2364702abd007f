export function schemaProblem(
  errors: readonly { instancePath: string; message?: string }[],
  _document: unknown,
): { pointer: string; message: string } {
  const [first] = errors;
  return { pointer: first?.instancePath ?? '', message: first?.message ?? 'invalid' };
}
