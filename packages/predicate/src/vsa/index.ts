export type { SignedBy } from '../signature/signed-payload.ts';
export { VSA_CATALOG, VSA_CHECK_IDS, type VsaCheckId, type VsaCheckResult } from './catalog.ts';
export { createVsa, type VsaOptions } from './create-vsa.ts';
export type { ExpectedVsaPolicy, VsaExpectations } from './expectations.ts';
export { parseVsaSubject, type ResourceId, type VsaSubject } from './expected-subject.ts';
export { explainVsa } from './explain-vsa.ts';
export type {
  VerificationSummary,
  VsaFailReport,
  VsaPassReport,
  VsaReport,
} from './report.ts';
export { VSA_REPORT_SCHEMA_VERSION, vsaToJson } from './to-json.ts';
export { vsaToText } from './to-text.ts';
export type { VsaSigner } from './verify-signer.ts';
export { type VerifyVsaInput, verifyVsa } from './verify-vsa.ts';
export { type VsaContext, type VsaOfReports, vsaOfReports } from './vsa-of-reports.ts';
