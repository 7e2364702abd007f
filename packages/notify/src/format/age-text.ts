const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The time between two timestamps as a person says it: `3 d 4 h`, `5 h 10 min`, `12 min`. Pure.
 * @returns `less than 1 min` for less, and for a clock that is behind; `an unknown time` where one is no timestamp
 */
export function ageText(from: string, to: string): string {
  const ms = Date.parse(to) - Date.parse(from);
  if (Number.isNaN(ms)) return 'an unknown time';
  if (ms < MINUTE) return 'less than 1 min';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return join(ms, HOUR, 'h', MINUTE, 'min');
  return join(ms, DAY, 'd', HOUR, 'h');
}

function join(ms: number, unit: number, name: string, part: number, partName: string): string {
  const parts = Math.floor((ms % unit) / part);
  const whole = `${Math.floor(ms / unit)} ${name}`;
  return parts === 0 ? whole : `${whole} ${parts} ${partName}`;
}
