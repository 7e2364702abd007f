export { applyIndexingGrace, type GraceInput, INDEXING_GRACE_MS } from './indexing-grace.ts';
export { problemOf } from './problem-of.ts';
export { type Search, type Searched, searchEvidence } from './search-evidence.ts';
export {
  type EvidenceOutcome,
  type EvidenceSource,
  type SourceProblem,
  type SourceProblemReason,
  type SourceSummary,
  summarize,
} from './source.ts';
export { type Undecided, undecidedReport } from './undecided-report.ts';
