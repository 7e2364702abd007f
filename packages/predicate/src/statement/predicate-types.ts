/** SLSA provenance v1. @see slsa.dev/provenance/v1 */
export const PROVENANCE_V1 = 'https://slsa.dev/provenance/v1';

/** SLSA provenance v0.2: passes only with a governance override (S1.2a). @see slsa.dev/provenance/v0.2 */
export const PROVENANCE_V02 = 'https://slsa.dev/provenance/v0.2';
