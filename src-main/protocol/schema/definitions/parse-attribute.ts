// Reads one attribute of a schema document, RFC 7643 §7; what is left out gets the default of §2.2. Beside what the RFC
// forbids, combinations are refused that nobody could ever fulfil.
import { attributeTypes, mutabilities, returnedWords, uniquenessWords } from '#shared/scim/characteristics.ts';
import type { Attribute } from '../attribute.ts';
import { commonAttributes } from '../common-attributes.ts';
import { isForbiddenName } from '../names.ts';
import { invalid } from './definition-fault.ts';
import {
  optionalBoolean,
  optionalObjects,
  optionalText,
  optionalTexts,
  optionalWord,
  refuseUnknownMembers,
  type Holder,
} from './members.ts';

const members = [
  'name',
  'type',
  'multiValued',
  'description',
  'required',
  'caseExact',
  'mutability',
  'returned',
  'uniqueness',
  'canonicalValues',
  'referenceTypes',
  'subAttributes',
];

/** ALPHA *("-" / "_" / DIGIT / ALPHA), RFC 7644 §3.4.2.2; `$ref` is the one exception (RFC 7643 §2.4). */
const attributeName = /^[A-Za-z][\w-]{0,99}$/;
const filterWords: ReadonlySet<string> = new Set(['and', 'or', 'not']);
const commonNames: ReadonlySet<string> = new Set(commonAttributes.map(({ name }) => name.toLowerCase()));

const attributesAtMost = 250;
const descriptionAtMost = 2_000;

function refuseName(name: string, at: string, isSub: boolean): void {
  const isRef = isSub && name === '$ref';
  if (!isRef && !attributeName.test(name)) {
    throw invalid(
      `${at}: "${name.slice(0, 60)}" is no attribute name. It begins with a letter and goes on with letters, digits, - and _, up to 100 characters.`,
    );
  }
  if (name in {} || isForbiddenName(name) || filterWords.has(name.toLowerCase())) {
    throw invalid(
      `${at}: "${name}" cannot be an attribute name, because it means something else already. Choose another.`,
    );
  }
  if (!isSub && commonNames.has(name.toLowerCase())) {
    throw invalid(`${at}: every resource has ${name} already (RFC 7643 §3.1). Choose another name.`);
  }
}

/** What RFC 7643 says of a combination, and what could never be sent or kept. */
function refuseCombination(attribute: Attribute, at: string): void {
  const { type, required, mutability, returned, uniqueness, subAttributes } = attribute;
  if (type === 'complex' && subAttributes === undefined) {
    throw invalid(`${at} is complex and needs subAttributes: an array of attributes that are not complex themselves.`);
  }
  if (type === 'complex' && uniqueness !== 'none') {
    throw invalid(`${at} is complex and cannot be unique as a whole. Give one of its subAttributes the uniqueness.`);
  }
  if ((type === 'binary' || type === 'boolean') && uniqueness !== 'none') {
    throw invalid(`${at} is of the type ${type}, which has no uniqueness (RFC 7643 §2.3). Set uniqueness to none.`);
  }
  if (mutability === 'writeOnly' && returned !== 'never') {
    throw invalid(`${at} is writeOnly, so it is never returned (RFC 7643 §7). Set returned to never, or leave it out.`);
  }
  if (required && mutability === 'readOnly') {
    throw invalid(`${at} is required and readOnly: no client could send what is required. Take one of them away.`);
  }
  if (required && returned === 'never') {
    throw invalid(
      `${at} is required and never returned. Rollcall keeps no value it may not return, so it cannot tell whether it is there. Take one of them away.`,
    );
  }
}

function parseAttribute(from: Holder, isSub: boolean): Attribute {
  const { at } = from;
  refuseUnknownMembers(from, members);
  const name = from.members['name'] as string;
  refuseName(name, at, isSub);
  const type = optionalWord(from, 'type', attributeTypes, 'string');
  if (isSub && type === 'complex') {
    throw invalid(
      `${at} is complex inside a complex attribute, which RFC 7643 §2.3.8 forbids. Put its parts beside it.`,
    );
  }
  if (type !== 'complex' && optionalObjects(from, 'subAttributes', () => at).length > 0) {
    throw invalid(`${at} has subAttributes, which only the type complex has, but its type is ${type}.`);
  }
  const multiValued = optionalBoolean(from, 'multiValued', false);
  if (isSub && multiValued) {
    throw invalid(
      `${at} is multi-valued inside a complex attribute: a filter could not say which of its values is meant. Make it an attribute of its own.`,
    );
  }
  const canonicalValues = optionalTexts(from, 'canonicalValues');
  const referenceTypes = optionalTexts(from, 'referenceTypes');
  if (referenceTypes !== undefined && type !== 'reference') {
    throw invalid(`${at} has referenceTypes, which only the type reference has, but its type is ${type}.`);
  }
  const subAttributes = type === 'complex' ? parseAttributes(from, 'subAttributes', at) : [];
  const mutability = optionalWord(from, 'mutability', mutabilities, 'readWrite');
  const attribute: Attribute = {
    name,
    type,
    multiValued,
    description: optionalText(from, 'description', descriptionAtMost),
    required: optionalBoolean(from, 'required', false),
    // RFC 7643 §2.3.6: binary is case exact.
    caseExact: optionalBoolean(from, 'caseExact', type === 'binary'),
    mutability,
    returned: optionalWord(from, 'returned', returnedWords, mutability === 'writeOnly' ? 'never' : 'default'),
    uniqueness: optionalWord(from, 'uniqueness', uniquenessWords, 'none'),
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
    ...(referenceTypes === undefined ? {} : { referenceTypes }),
    ...(subAttributes.length === 0 ? {} : { subAttributes }),
  };
  refuseCombination(attribute, at);
  return attribute;
}

/** The attributes in the member `name` of a schema or of a complex attribute. Throws DefinitionFault. */
export function parseAttributes(from: Holder, name: 'attributes' | 'subAttributes', parent?: string): Attribute[] {
  const isSub = name === 'subAttributes';
  const holders = optionalObjects(from, name, (index) => `${parent ?? 'The schema'}: ${name}[${index}]`);
  if (holders.length > attributesAtMost) {
    throw invalid(`${from.at}: ${name} has ${holders.length} attributes; ${attributesAtMost} is the limit.`);
  }
  const seen = new Map<string, string>();
  return holders.map(({ members: own, at }) => {
    const given = own['name'];
    if (typeof given !== 'string') throw invalid(`${at} has no name. An attribute needs a name and a type.`);
    const known = seen.get(given.toLowerCase());
    if (known !== undefined) {
      const twice = known === given ? `"${given}" is there twice` : `"${known}" and "${given}" are the same name`;
      throw invalid(`${from.at}: ${twice}, because attribute names compare without case (RFC 7643 §2.1).`);
    }
    seen.set(given.toLowerCase(), given);
    const named = `The ${isSub ? 'sub-attribute' : 'attribute'} "${given}"${isSub && parent !== undefined ? ` of ${parent.replace(/^The /, 'the ')}` : ''}`;
    return parseAttribute({ members: own, at: named }, isSub);
  });
}
