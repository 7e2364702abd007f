import type { Transport, TransportRequest } from '@provkit/http';

type Wrap = (transport: Transport) => Transport;
type Moment = (request: TransportRequest) => boolean;

/** Holds back requests of that kind until as many have come, and then lets all of them go. */
export function meetAt(count: number, isMoment: Moment): Wrap {
  const { promise, resolve } = Promise.withResolvers<void>();
  let came = 0;
  return (transport) => ({
    send: async (request) => {
      if (isMoment(request) && came < count) {
        came += 1;
        if (came === count) resolve();
        await promise;
      }
      return transport.send(request);
    },
  });
}

/** Holds back the second request of that kind until whoever made the first one has sent nothing for a while. */
export function takeTurnsAt(isMoment: Moment): Wrap {
  const { promise: hasSecond, resolve: second } = Promise.withResolvers<void>();
  let came = 0;
  let isFirstActive = false;
  let idle: () => void = () => {};
  const isIdle = new Promise<void>((resolve) => {
    idle = resolve;
  });
  let timer: NodeJS.Timeout | undefined;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(idle, IDLE_MS);
  };
  return (transport) => ({
    send: async (request) => {
      if (isMoment(request) && came < 2) {
        came += 1;
        if (came === 2) {
          second();
          await isIdle;
        } else {
          await hasSecond; // it has looked, too
          isFirstActive = true;
        }
      }
      if (isFirstActive) restart();
      return transport.send(request);
    },
  });
}

/** A request to a server on this machine takes a fraction of it. */
const IDLE_MS = 300;
