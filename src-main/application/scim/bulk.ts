// Bulk requests, RFC 7644 §3.7. Operations take their places in the write queue in order, several at a time, so that
// neighbours share a transaction while each keeps a savepoint of its own; one that refers to others waits until they are
// done. Ids are given beforehand: a circle of references is then done like anything else, or taken back as a whole.
import type { JsonValue } from '#shared/lang/json.ts';
import { createDeviations } from '../../protocol/deviations.ts';
import { orderBulk, type BulkStep } from '../../protocol/message/bulk-order.ts';
import { referencesIn, resolveReferences } from '../../protocol/message/bulk-references.ts';
import {
  bulkResponse,
  parseBulkRequest,
  type BulkOperation,
  type BulkRequest,
  type BulkResult,
  type SentOperation,
} from '../../protocol/message/bulk.ts';
import { conflict, invalidValue, ScimError } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import { BulkOperations, type BulkParts } from './bulk-operation.ts';
import type { ScimRequest } from './request.ts';
import type { Scim } from './scim.ts';

/** Operations in the queue at once: as many share a transaction, and others are served after each. */
const width = 50;

const nothing = (): void => undefined;

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const quoted = (bulkId: string): string => `"${shown(bulkId)}"`;

/** One bulk request while it is done. */
class Bulk {
  readonly #operations: readonly SentOperation[];
  readonly #failOnErrors: number;
  readonly #one: BulkOperations;
  /** Which operation creates what a bulkId stands for, and the id it gets. */
  readonly #creators = new Map<string, { readonly index: number; readonly id: string }>();
  /** The bulkIds that each operation refers to. */
  readonly #references: readonly ReadonlySet<string>[];
  readonly #results: (BulkResult | undefined)[];
  readonly #outstanding = new Map<number, Promise<void>>();
  #errors = 0;
  #sinceTurn = 0;

  constructor(parts: BulkParts, request: ScimRequest, { operations, failOnErrors }: BulkRequest) {
    this.#operations = operations;
    this.#failOnErrors = failOnErrors;
    this.#one = new BulkOperations(parts, request);
    this.#results = operations.map(() => undefined);
    this.#references = operations.map(({ operation }) =>
      operation instanceof ScimError ? new Set<string>() : referencesIn(operation),
    );
    for (const [index, { operation }] of operations.entries()) {
      if (operation instanceof ScimError || operation.method !== 'POST' || operation.bulkId === undefined) continue;
      this.#creators.set(operation.bulkId, { index, id: parts.context.secrets.uuid() });
    }
  }

  /** What was tried, in the order of the request. */
  async run(): Promise<readonly BulkResult[]> {
    const references = this.#references.map((bulkIds) =>
      [...bulkIds].flatMap((bulkId) => this.#creators.get(bulkId)?.index ?? []),
    );
    for (const step of orderBulk(references)) {
      if (this.#errors >= this.#failOnErrors) break;
      const [index] = step.operations;
      if (step.isCircle || index === undefined) await this.#runCircle(step);
      else await this.#runNext(index, references[index] ?? []);
    }
    await this.#settle();
    return this.#results.filter((result) => result !== undefined);
  }

  /** Starts one operation and comes back when it has its place in the queue. */
  async #runNext(index: number, references: readonly number[]): Promise<void> {
    const waits = references.some((other) => this.#outstanding.has(other));
    const mayStart = Math.min(width, this.#failOnErrors - this.#errors);
    if (waits || this.#outstanding.size >= mayStart || this.#sinceTurn >= width) await this.#settle();
    if (this.#errors >= this.#failOnErrors) return;
    this.#sinceTurn += 1;
    const queued = Promise.withResolvers<void>();
    const running = this.#perform(index, queued.resolve);
    this.#outstanding.set(index, running);
    await Promise.race([queued.promise, running]);
  }

  /** Waits for all that was started, and lets other requests have their turn. */
  async #settle(): Promise<void> {
    await Promise.all(this.#outstanding.values());
    this.#outstanding.clear();
    if (this.#sinceTurn > 0) await nextTurn();
    this.#sinceTurn = 0;
  }

  async #perform(index: number, queued: () => void, circle: readonly number[] = []): Promise<void> {
    const sent = this.#operations[index] as SentOperation;
    const { operation } = sent;
    const resolved = operation instanceof ScimError ? operation : this.#resolve(operation, index, circle);
    if (resolved instanceof ScimError) {
      this.#finish(index, this.#one.refuse(sent, resolved));
      return;
    }
    const newId = resolved.bulkId === undefined ? undefined : this.#creators.get(resolved.bulkId);
    const own = newId?.index === index ? newId.id : undefined;
    this.#finish(index, await this.#one.run(sent, resolved, own, queued));
  }

  #finish(index: number, result: BulkResult): void {
    this.#results[index] = result;
    this.#outstanding.delete(index);
    if (result.outcome instanceof ScimError) this.#errors += 1;
  }

  /** The operation with ids for its references, or why it has to be refused. */
  #resolve(operation: BulkOperation, index: number, circle: readonly number[]): BulkOperation | ScimError {
    if (this.#references[index]?.size === 0) return operation;
    try {
      return resolveReferences(operation, (bulkId) => {
        const creator = this.#creators.get(bulkId);
        if (creator === undefined) {
          throw invalidValue(
            `bulkId ${quoted(bulkId)} is not one of a POST in this request. Refer to one that is, or to an existing resource by its id.`,
          );
        }
        const outcome = this.#results[creator.index]?.outcome;
        if (outcome instanceof ScimError) {
          throw conflict(
            `It refers to bulkId ${quoted(bulkId)}, whose operation (Operations[${creator.index}]) failed with ${outcome.status}. Correct that one and send both again.`,
          );
        }
        if (outcome === undefined && !circle.includes(creator.index)) {
          throw new Error(`Operations[${creator.index}] should have been performed before what refers to it`);
        }
        return creator.id;
      });
    } catch (error) {
      if (error instanceof ScimError) return error;
      throw error;
    }
  }

  /** RFC 7644 §3.7.1: tries to resolve a circle; if one of it fails, the others are undone and refused with 409. */
  async #runCircle({ operations }: BulkStep): Promise<void> {
    await this.#settle();
    for (const index of operations) {
      await this.#perform(index, nothing, operations);
      if (this.#results[index]?.outcome instanceof ScimError) {
        await this.#giveUp(operations, index);
        return;
      }
    }
  }

  async #giveUp(circle: readonly number[], failed: number): Promise<void> {
    const bulkIds = circle.map((index) => quoted(this.#operations[index]?.bulkId ?? ''));
    const refusal = conflict(
      `The bulkIds ${bulkIds.slice(0, 5).join(', ')} refer to each other, and Operations[${failed}] failed, so that none of them is kept. Correct that one and send all of them again.`,
    );
    for (const index of circle) {
      if (index === failed) continue;
      const sent = this.#operations[index] as SentOperation;
      if (this.#results[index] === undefined) this.#finish(index, this.#one.refuse(sent, refusal));
      else if (await this.#takeBack(sent)) {
        const { method, bulkId } = sent;
        this.#finish(index, { method, ...(bulkId === undefined ? {} : { bulkId }), outcome: refusal });
      }
    }
  }

  /** Deletes what was created for a circle that failed. False when it could not, and what was created stands. */
  async #takeBack(sent: SentOperation): Promise<boolean> {
    const { operation } = sent;
    if (operation instanceof ScimError || operation.bulkId === undefined) return false;
    const id = this.#creators.get(operation.bulkId)?.id;
    if (id === undefined) return false;
    const { endpoint } = operation;
    const { outcome } = await this.#one.run(sent, { method: 'DELETE', endpoint, id }, undefined, nothing);
    return !(outcome instanceof ScimError);
  }
}

const countOf = (sent: number, results: readonly BulkResult[]): string => {
  const failed = results.filter(({ outcome }) => outcome instanceof ScimError).length;
  const untried = sent - results.length;
  const rest = untried === 0 ? '' : `, ${untried} not tried`;
  return `${sent} operations, ${results.length - failed} done, ${failed} failed${rest}`;
};

/** 200 with the outcome of each operation, or 400, 413 for the message as a whole. */
export const createBulk =
  (parts: BulkParts): Scim['bulk'] =>
  async (request, body: JsonValue) => {
    const deviations = createDeviations(request.tenant.compatibility);
    const message = parseBulkRequest(body, deviations);
    const results = await new Bulk(parts, request, message).run();
    return {
      reply: {
        status: 200,
        body: JSON.stringify(bulkResponse(results)),
        facts: {
          provisioningAction: 'bulk',
          targetName: countOf(message.operations.length, results),
          changedAttributes: [],
          notes: deviations.notes,
        },
      },
    };
  };
