export { credentialsIn, type RegistryCredentials } from '../../oci/docker-config.ts';
export { type ImageReference, parseImageReference } from '../../oci/image-reference.ts';
export type { Network } from '../network.ts';
export type { Settled } from '../source-failure.ts';
export { type ImageOptions, type OpenImage, openImage } from './open-image.ts';
export { type OpenLayout, openLayout } from './open-layout.ts';
