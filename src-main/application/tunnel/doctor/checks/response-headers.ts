import { echoEtag } from '#shared/tunnel/doctor-echo.ts';
import { echo, guidFilter, isEchoed, type Check } from '../check.ts';
import { described, entraOn } from '../describe.ts';
import { notDeserialized } from '../entra-says.ts';
import { failure, fine, warning } from '../finding.ts';
import { adviceFor } from '../front.ts';

const scimJson = 'application/scim+json';

/** What Rollcall answers, as it comes out at the public end. */
export const responseHeaders: Check = {
  id: 'response-headers',
  ask: ({ base, guid }) => {
    const path = `${base}/Users?${guidFilter('userName', guid)}`;
    return [echo(path), echo(path, { headers: { 'accept-encoding': 'gzip' } })];
  },
  judge(outcomes, { front }) {
    const lost = outcomes.find((outcome) => !isEchoed(outcome));
    if (lost !== undefined) {
      return failure({
        title: 'An answer does not come back whole',
        entra: entraOn(lost),
        change: 'Switch off compression and filters for the SCIM path at the proxy, then run the doctor again.',
        measured: described(lost),
      });
    }
    const [plain, packed] = outcomes.filter(isEchoed);
    const { 'content-encoding': encoding, 'content-type': type = 'none' } = plain?.headers ?? {};
    if (encoding !== undefined && encoding !== 'identity') {
      return failure({
        title: 'Answers are compressed although nobody asked for it',
        entra: notDeserialized,
        change: adviceFor(front, 'Compress only where the request has Accept-Encoding.', {
          nginx: 'Remove gzip and add_header Content-Encoding from the SCIM location.',
          caddy: 'Remove header Content-Encoding from the SCIM path.',
        }),
        measured: `Content-Encoding: ${encoding}`,
      });
    }
    if (type !== scimJson) {
      const isJson = /^application\/(?:scim\+)?json\b/i.test(type);
      return (isJson ? warning : failure)({
        title: 'The Content-Type of answers is changed on the way',
        entra: isJson ? "Nothing, but Microsoft's validator warns of it." : notDeserialized,
        change: `Let the proxy pass Content-Type: ${scimJson} on as Rollcall wrote it.`,
        measured: `${scimJson} comes out as ${type}`,
      });
    }
    const etags = [plain, packed].map((answer) => answer?.headers['etag']);
    const changed = etags.findIndex((etag) => etag !== echoEtag);
    if (changed !== -1) {
      const etag = etags[changed];
      return warning({
        title: etag === undefined ? 'ETag is removed from answers' : 'ETag is changed in answers',
        entra: null,
        change: adviceFor(
          front,
          'Pass ETag on as it came. Entra does not use it; clients that do would overwrite changes they have not seen.',
          { nginx: 'Remove etag, expires and proxy_hide_header ETag for the SCIM location.' },
        ),
        measured: `${echoEtag} comes out as ${etag ?? 'nothing'}${changed === 1 ? ' when gzip is accepted' : ''}`,
      });
    }
    return fine('Answers come out as Rollcall wrote them');
  },
};
