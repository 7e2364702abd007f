import { describe, expect, test } from 'vitest';
import { readSignedEnvelope } from '../../src/bundle/signed-envelope.ts';

const GOOD = { payloadType: 't', payload: 'e30=', signatures: [{ sig: 'AQI=', keyid: 'k' }] };
const read = (changes: object) => readSignedEnvelope({ ...GOOD, ...changes });

describe('a DSSE envelope', () => {
  test('is read with all its signatures, named or not', () => {
    const signatures = [{ sig: 'AQI=', keyid: 'k' }, { sig: '-_8=' }, { sig: 'AQ==', keyid: '' }];
    expect(read({ signatures })).toEqual({
      envelope: {
        payloadType: 't',
        payload: Buffer.from('{}'),
        place: '',
        signatures: [
          { bytes: Buffer.of(1, 2), keyIds: ['k'] },
          { bytes: Buffer.of(0xfb, 0xff), keyIds: [] },
          { bytes: Buffer.of(1), keyIds: [] },
        ],
      },
    });
  });

  test('without a signature is an envelope that nobody signed', () => {
    expect(read({ signatures: [] })).toMatchObject({ envelope: { signatures: [] } });
  });

  test('members that are not known are not read', () => {
    const signatures = [{ sig: 'AQI=', cert: 7, extra: {} }];
    expect(read({ signatures, extra: 1 })).toMatchObject({ envelope: { payloadType: 't' } });
  });

  test.each([
    ['no payload type', { payloadType: undefined }, '/payloadType'],
    ['no payload', { payload: undefined }, '/payload'],
    ['a payload in loose base64', { payload: 'e30' }, '/payload'],
    ['no signatures', { signatures: undefined }, '/signatures'],
    ['signatures by name', { signatures: {} }, '/signatures'],
    ['33 signatures', { signatures: Array(33).fill({ sig: 'AQI=' }) }, '/signatures'],
    ['a signature that is null', { signatures: [null] }, '/signatures/0'],
    [
      'a second signature without bytes',
      { signatures: [{ sig: 'AQI=' }, {}] },
      '/signatures/1/sig',
    ],
    ['an empty signature', { signatures: [{ sig: '' }] }, '/signatures/0/sig'],
    ['a name that is a list', { signatures: [{ sig: 'AQI=', keyid: [] }] }, '/signatures/0/keyid'],
  ])('malformed: %s is refused at its place', (_, changes, pointer) => {
    expect(read(changes)).toMatchObject({ problem: expect.any(String), pointer });
  });
});
