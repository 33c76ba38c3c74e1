import { memo } from 'react';
import { readablePath, shortId } from '#renderer/ui/attribute-label.ts';

const withId = /^\/(?:Users|Groups)\/([^/?]{13,})/;

/** A method and a path, the id in it cut to what can be told apart, the query quiet. */
export const RequestPath = memo(function RequestPath({
  method,
  path,
}: {
  readonly method: string;
  readonly path: string;
}) {
  const id = withId.exec(path)?.[1];
  const [endpoint = path, query] = readablePath(path).split('?', 2);
  return (
    <>
      <span className={`method method-${method.toLowerCase()}`}>{method}</span>{' '}
      {id === undefined ? endpoint : endpoint.replace(id, shortId(id))}
      {query !== undefined && <span className="quiet">?{query}</span>}
    </>
  );
});
