// The SCIM JSON Template that OneLogin asks for, made of the profile's attributes. What OneLogin knows of everybody has a
// macro of its own; anything else is a parameter that the admin adds under the attribute's name.
import { userSchema } from '#shared/scim/urn.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';

const macros: Readonly<Record<string, string>> = {
  userName: '{$parameters.scimusername}',
  displayName: '{$user.display_name}',
  'name.givenName': '{$user.firstname}',
  'name.familyName': '{$user.lastname}',
  'name.formatted': '{$user.display_name}',
  'emails[type eq "work"].value': '{$user.email}',
};

/** Of a profile that has every attribute: what OneLogin knows of everybody. */
const usual = ['userName', 'displayName', 'name.givenName', 'name.familyName', 'emails[type eq "work"].value'];

/** Whether somebody is active is the connector's own business. */
const notInTemplate = new Set(['active']);

const valuePath = /^(\w+)\[type eq "([^"]+)"\]\.(\w+)$/;
const extensionPath = /^(urn:.+):(\w+)$/;

type Template = Record<string, unknown>;

const inner = (template: Template, name: string): Template => (template[name] ??= {}) as Template;

function elementOf(template: Template, attribute: string, type: string): Template {
  const elements = (template[attribute] ??= []) as Template[];
  const found = elements.find((element) => element['type'] === type);
  if (found !== undefined) return found;
  const added: Template = { type };
  elements.push(added);
  return added;
}

function set(template: Template, path: string): void {
  const [, attribute, type, sub] = valuePath.exec(path) ?? [];
  const [, extension, name] = extensionPath.exec(path) ?? [];
  const [head = path, tail] = path.split('.', 2);
  const leaf = sub === undefined || sub === 'value' ? [attribute, type].join('_') : sub;
  if (attribute !== undefined && type !== undefined && sub !== undefined) {
    elementOf(template, attribute, type)[sub] = macros[path] ?? `{$parameters.${leaf}}`;
  } else if (extension !== undefined && name !== undefined) {
    inner(template, extension)[name] = `{$parameters.${name}}`;
  } else if (tail !== undefined) {
    inner(template, head)[tail] = macros[path] ?? `{$parameters.${tail}}`;
  } else {
    template[path] = macros[path] ?? `{$parameters.${path}}`;
  }
}

/** As text, ready to be pasted. */
export function oneloginTemplate({ users }: Pick<TenantProfile, 'users'>): string {
  const paths = typeof users === 'string' ? usual : users.map(({ path }) => path);
  const template: Template = { schemas: [userSchema] };
  for (const path of paths) if (!notInTemplate.has(path)) set(template, path);
  template['schemas'] = [userSchema, ...Object.keys(template).filter((name) => name.startsWith('urn:'))];
  return JSON.stringify(template, null, 2);
}
