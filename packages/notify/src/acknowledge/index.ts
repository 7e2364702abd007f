export {
  ACKNOWLEDGE_ACTION,
  type Acknowledgement,
  type ExpectedSlack,
  readAcknowledgement,
  type SlackInteraction,
} from './read-acknowledgement.ts';
export {
  type SlackRefusal,
  type SlackRequest,
  type SlackVerdict,
  type SlackVerification,
  type VerifiedSlackRequest,
  verifySlackSignature,
} from './verify-slack-signature.ts';
