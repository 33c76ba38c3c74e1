import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { SchemasPage } from '#renderer/features/schemas/SchemasPage.tsx';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { parseHash } from '#renderer/ui/hash-route.ts';
import type { ServedResourceType } from '#shared/console-api/resource-types.ts';
import type { ServedSchema } from '#shared/console-api/schemas.ts';
import { enterpriseUserSchema, schemaSchema, userSchema } from '#shared/scim/urn.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { attribute, builtInSchemas, deviceType, northwindUri, ownSchema, tenant, userType } from './fixtures.ts';

let fake: FakeConsole;
const list = () => browser.getByRole('navigation', { name: 'Schemas' });
const detail = () => browser.getByRole('region', { name: 'Details' });
const dialog = () => browser.getByRole('dialog');
const editor = () => dialog().getByRole('textbox', { name: 'JSON document' });
const param = (name: string) => parseHash(location.hash).params.get(name);
const sent = (name: string) => fake.calls.filter((call) => call.name === name).map(({ input }) => input);

function serves(schemas: readonly ServedSchema[], types: readonly ServedResourceType[]): void {
  fake.answer('schemas.list', () => [...builtInSchemas, ...schemas]);
  fake.answer('resourceTypes.list', () => [...types]);
}
const device = ownSchema({ id: 'urn:example:Device', name: 'Device' }, [
  { resourceType: 'Device', as: 'core', required: true },
]);
const extending = ownSchema({}, [{ resourceType: 'User', as: 'extension', required: false }]);

beforeEach(async () => {
  await browser.viewport(1280, 800);
  at('#/schemas');
  fake = emptyConsole();
  fake.answer('schemas.save', ({ schema }) => ownSchema({ id: String(schema['id']), name: String(schema['name']) }));
  fake.answer('resourceTypes.save', () => userType());
});

describe('what is served', () => {
  test('begins with the first resource type: its address, core schema and extensions', async () => {
    await drawPage(fake, <SchemasPage />);
    await expect.element(detail().getByText(`${tenant.tenantUrl}/Users`)).toBeVisible();
    await expect.element(detail().getByRole('link', { name: 'EnterpriseUser' })).toBeVisible();
    await expect.element(detail().getByRole('button', { name: 'Download User as JSON' })).toBeVisible();
    await expect.element(detail().getByRole('button', { name: 'Remove User' })).not.toBeInTheDocument();
  });

  test('says that it is only the standard, as long as it is', async () => {
    await drawPage(fake, <SchemasPage />);
    await expect.element(list().getByText(/Only what the standard defines so far/)).toBeVisible();
  });

  test('a schema shows its attributes with their characteristics, sub-attributes below their attribute', async () => {
    at(`#/schemas?schema=${userSchema}`);
    await drawPage(fake, <SchemasPage />);
    const row = (name: string) => detail().getByRole('row', { name });
    await expect.element(row('userName string No Yes In tenant Read-write Default')).toBeVisible();
    await expect.element(row('emails complex Yes No No Read-write Default')).toBeVisible();
    await expect.element(row('emails.type string work, home No No No Read-write Default')).toBeVisible();
    await expect.element(row('password string No No No Write-only Never')).toBeVisible();
    await expect.element(detail().getByText('as its core schema')).toBeVisible();
  });

  test('the list is one tab stop; arrows go through it and Enter shows what it names', async () => {
    await drawPage(fake, <SchemasPage />);
    await expect.element(list().getByRole('link').first()).toBeVisible();
    const stops = list()
      .getByRole('link')
      .elements()
      .filter((link) => link.tabIndex === 0);
    expect(stops).toHaveLength(1);
    stops[0]?.focus();
    await userEvent.keyboard('{End}{Enter}');
    await expect.element(detail().getByRole('heading', { name: 'EnterpriseUser' })).toBeVisible();
  });

  test('is asked again when another console changed it', async () => {
    await drawPage(fake, <SchemasPage />);
    await expect.element(list().getByRole('link').first()).toBeVisible();
    serves([extending], [userType(northwindUri)]);
    fake.push('schemas.changed', { tenantId: tenant.id });
    await expect.element(list().getByRole('link', { name: /Northwind/ })).toBeVisible();
  });

  test('is saved as the JSON document that /Schemas has', async () => {
    serves([extending], [userType(northwindUri)]);
    const saved: Blob[] = [];
    const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved.push(blob as Blob);
      return 'blob:nothing';
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    at(`#/schemas?schema=${northwindUri}`);
    await drawPage(fake, <SchemasPage />);
    await browser.getByRole('button', { name: 'Download Northwind as JSON' }).click();
    await expect.poll(() => saved).toHaveLength(1);
    expect(JSON.parse((await saved[0]?.text()) ?? '')).toEqual({ schemas: [schemaSchema], ...extending.schema });
    expect((click.mock.contexts[0] as HTMLAnchorElement).download).toBe('Northwind.schema.json');
    create.mockRestore();
    click.mockRestore();
  });
});

describe('states', () => {
  test('while it loads, nothing can be added', async () => {
    fake.answer('schemas.list', () => new Promise(() => undefined));
    await drawPage(fake, <SchemasPage />);
    await expect.element(browser.getByText('Loading').first()).toBeInTheDocument();
    await expect.element(browser.getByRole('button', { name: 'Add schema' })).toBeDisabled();
  });

  test('a failure is told in place and tried again', async () => {
    fake.fail('resourceTypes.list', { code: 'internal', detail: 'The types could not be read.' });
    await drawPage(fake, <SchemasPage />);
    await expect.element(browser.getByRole('alert')).toMatchTextContent('The types could not be read.');
    fake.answer('resourceTypes.list', () => [userType()]);
    await browser.getByRole('button', { name: 'Try again' }).click();
    await expect.element(detail().getByRole('heading', { name: 'User' })).toBeVisible();
  });

  test('what the URL names may be gone', async () => {
    at('#/schemas?schema=urn:example:gone');
    await drawPage(fake, <SchemasPage />);
    await browser.getByRole('button', { name: 'Show what is here' }).click();
    await expect.element(detail().getByRole('heading', { name: 'User' })).toBeVisible();
  });
});

const open = async (name: string): Promise<void> => {
  await browser.getByRole('button', { name, exact: true }).click();
  await expect.element(dialog()).toBeVisible();
};
const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();

describe('adding a schema by the form', () => {
  test('makes the document and the extension of people, and shows the schema', async () => {
    await drawPage(fake, <SchemasPage />);
    await open('Add schema');
    await dialog().getByLabelText('Name', { exact: true }).fill('Northwind people');
    const id = 'urn:ietf:params:scim:schemas:extension:NorthwindPeople:2.0:User';
    await expect.element(dialog().getByLabelText('URI')).toHaveValue(id);
    await dialog().getByLabelText('Name of attribute 1').fill('badge');
    await dialog().getByLabelText('badge is unique').click();
    await press('Add attribute');
    await dialog().getByLabelText('Name of attribute 2').fill('floors');
    await dialog().getByLabelText('floors is multi-valued').click();
    await press('Add schema');
    await expect.poll(() => param('schema')).toBe(id);
    expect(sent('schemas.save')).toEqual([
      {
        tenantId: tenant.id,
        schema: {
          schemas: [schemaSchema],
          id,
          name: 'Northwind people',
          attributes: [
            { name: 'badge', type: 'string', multiValued: false, required: false, uniqueness: 'server' },
            { name: 'floors', type: 'string', multiValued: true, required: false },
          ],
        },
      },
    ]);
    expect(sent('resourceTypes.save')).toMatchObject([
      {
        resourceType: {
          name: 'User',
          schemaExtensions: [
            { schema: enterpriseUserSchema, required: false },
            { schema: id, required: false },
          ],
        },
      },
    ]);
  });

  test('says beside each field what is missing, and asks nothing', async () => {
    await drawPage(fake, <SchemasPage />);
    await open('Add schema');
    await dialog().getByLabelText('Name of attribute 1').fill('badge number');
    await press('Add schema');
    await expect.element(dialog().getByText('Give the schema a name.')).toBeVisible();
    await expect.element(dialog().getByText('A schema is known by a URN: text that begins with urn:')).toBeVisible();
    await expect.element(dialog().getByText('Letters, digits, - and _ only; a letter first.')).toBeVisible();
    expect(sent('schemas.save')).toEqual([]);
  });

  test('keeps what was typed when it is refused, and says why', async () => {
    fake.fail('schemas.save', { code: 'conflict', detail: 'The schema User is built in.' });
    at('#/schemas?dialog=add-schema');
    await drawPage(fake, <SchemasPage />);
    await dialog().getByLabelText('Name', { exact: true }).fill('User');
    await dialog().getByLabelText('Name of attribute 1').fill('badge');
    await press('Add schema');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('The schema User is built in.');
    await expect.element(dialog().getByLabelText('Name of badge')).not.toBeInTheDocument();
    await expect.element(dialog().getByLabelText('Name of attribute badge')).toHaveValue('badge');
  });
});

const write = async (text: string): Promise<void> => {
  await open('Add schema');
  await dialog().getByText('JSON', { exact: true }).click();
  await expect.element(editor()).toHaveAttribute('contenteditable', 'true');
  await editor().fill(text);
};

describe('adding a schema as JSON', () => {
  const document = { id: 'urn:example:Badge', name: 'Badge', attributes: [{ name: 'number' }] };

  test('sends the document as it was pasted', async () => {
    await drawPage(fake, <SchemasPage />);
    await write(JSON.stringify(document));
    await press('Add schema');
    await expect.poll(() => sent('schemas.save')).toEqual([{ tenantId: tenant.id, schema: document }]);
  });

  test('names the line that is no JSON, beside the field, and asks nothing', async () => {
    await drawPage(fake, <SchemasPage />);
    await write('{\n  "id": "urn:example:Badge"\n  "name": "Badge"\n}');
    await press('Add schema');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent(/^Line 3 is not JSON: .*Mend it/);
    await expect.element(editor()).toHaveAttribute('aria-invalid', 'true');
    expect(sent('schemas.save')).toEqual([]);
  });

  test('shows the reason of a refusal beside the field until the text is changed', async () => {
    const reason = 'attributes[0] "number": type must be one of string, boolean.';
    fake.fail('schemas.save', { code: 'invalid-input', detail: reason });
    await drawPage(fake, <SchemasPage />);
    await write(JSON.stringify(document));
    await press('Add schema');
    await expect.element(dialog().getByText(reason)).toBeVisible();
    await expect.element(editor()).toHaveAttribute('aria-description', reason);
    await editor().fill('{}');
    await expect.element(dialog().getByText(reason)).not.toBeInTheDocument();
  });

  test('takes a file', async () => {
    at('#/schemas?dialog=add-schema');
    await drawPage(fake, <SchemasPage />);
    await dialog().getByText('JSON', { exact: true }).click();
    await expect.element(editor()).toBeVisible();
    const field = window.document.querySelector<HTMLInputElement>('input[type="file"]');
    if (field === null) throw new Error('The dialog has no field for a file');
    await userEvent.upload(field, new File([JSON.stringify(document)], 'badge.json', { type: 'application/json' }));
    await expect.element(editor()).toMatchTextContent(/urn:example:Badge/);
  });

  test('what the form can show goes there and back; what it cannot stays JSON and says so', async () => {
    await drawPage(fake, <SchemasPage />);
    await write(JSON.stringify(document));
    await dialog().getByText('Form', { exact: true }).click();
    await expect.element(dialog().getByLabelText('Name of attribute number')).toHaveValue('number');
    await dialog().getByText('JSON', { exact: true }).click();
    await editor().fill(JSON.stringify({ ...document, attributes: [{ name: 'desk', type: 'complex' }] }));
    await dialog().getByText('Form', { exact: true }).click();
    await expect.element(dialog().getByText(/says more than the form shows/)).toBeVisible();
  });
});

describe('an own schema', () => {
  beforeEach(() => {
    serves([extending, device], [userType(northwindUri), deviceType(3)]);
    at(`#/schemas?schema=${northwindUri}`);
  });

  test('is edited under its id, which stays', async () => {
    await drawPage(fake, <SchemasPage />);
    await open('Edit Northwind');
    await expect.element(dialog().getByLabelText('URI')).toHaveAttribute('readonly');
    await dialog().getByLabelText('badge is required').click();
    await press('Save');
    await expect.poll(() => sent('schemas.save')).toHaveLength(1);
    expect(sent('schemas.save')[0]).toMatchObject({
      schema: { id: northwindUri, attributes: [{ name: 'badge', required: true }] },
    });
    expect(sent('resourceTypes.save')).toEqual([]);
  });

  test('with more than the form shows opens as JSON', async () => {
    const desk = attribute('desk', { type: 'complex', subAttributes: [attribute('room')] });
    serves([ownSchema({ attributes: [desk] })], [userType()]);
    await drawPage(fake, <SchemasPage />);
    await open('Edit Northwind');
    await expect.element(editor()).toMatchTextContent(/"desk"/);
    await editor().fill(JSON.stringify({ ...extending.schema, id: 'urn:example:other' }));
    await press('Save');
    await expect.element(dialog().getByText(/^The id stays urn:/)).toBeVisible();
    expect(sent('schemas.save')).toEqual([]);
  });

  test('is taken out of what it extends before it is removed', async () => {
    fake.answer('schemas.remove', ({ id }) => ({ id }));
    await drawPage(fake, <SchemasPage />);
    await open('Remove Northwind');
    await expect.element(dialog().getByText(/^It is taken out of User first/)).toBeVisible();
    await press('Remove');
    await expect.poll(() => sent('schemas.remove')).toEqual([{ tenantId: tenant.id, id: northwindUri }]);
    expect(sent('resourceTypes.save')).toMatchObject([
      { resourceType: { name: 'User', schemaExtensions: [{ schema: enterpriseUserSchema, required: false }] } },
    ]);
    expect(param('schema')).toBeNull();
  });

  test('stays when taking it out is refused, and the reason is told', async () => {
    fake.fail('resourceTypes.save', { code: 'conflict', detail: '3 people have values of it.' });
    await drawPage(fake, <SchemasPage />);
    await open('Remove Northwind');
    await press('Remove');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('3 people have values of it.');
    expect(sent('schemas.remove')).toEqual([]);
  });

  test('that a resource type is made of cannot be removed before it', async () => {
    at('#/schemas?schema=urn:example:Device');
    await drawPage(fake, <SchemasPage />);
    await open('Remove Device');
    await expect.element(dialog().getByText(/^It is the core schema of Device/)).toBeVisible();
    await expect.element(dialog().getByRole('button', { name: 'Remove', exact: true })).not.toBeInTheDocument();
  });
});

describe('resource types', () => {
  test('a schema is added to one and taken out again', async () => {
    serves([ownSchema()], [userType()]);
    await drawPage(fake, <SchemasPage />);
    await detail().getByPlaceholder('Choose a schema').click();
    await browser.getByRole('option', { name: 'Northwind' }).click();
    await detail().getByRole('button', { name: 'Add extension' }).click();
    await expect.poll(() => sent('resourceTypes.save')).toHaveLength(1);
    serves([extending], [userType(northwindUri)]);
    fake.push('schemas.changed', { tenantId: tenant.id });
    await detail().getByRole('button', { name: 'Take Northwind out of User' }).click();
    await expect.poll(() => sent('resourceTypes.save')).toHaveLength(2);
    expect(sent('resourceTypes.save')).toMatchObject([
      { resourceType: { schemaExtensions: [{}, { schema: northwindUri, required: false }] } },
      { resourceType: { schemaExtensions: [{ schema: enterpriseUserSchema }] } },
    ]);
  });

  test('one is made of an own schema; its endpoint follows its name', async () => {
    fake.answer('resourceTypes.save', () => deviceType(0));
    serves([ownSchema({ id: 'urn:example:Device', name: 'Device' })], [userType()]);
    at('#/schemas?dialog=add-type');
    await drawPage(fake, <SchemasPage />);
    await dialog().getByLabelText('Name', { exact: true }).fill('Device');
    await expect.element(dialog().getByLabelText('Endpoint')).toHaveValue('/Devices');
    await press('Add resource type');
    await expect.element(dialog().getByText('Choose the schema its resources are made of.')).toBeVisible();
    await dialog().getByRole('combobox', { name: 'Core schema' }).click();
    await browser.getByRole('option', { name: 'Device' }).click();
    await press('Add resource type');
    await expect.poll(() => param('type')).toBe('Device');
    expect(sent('resourceTypes.save')).toMatchObject([
      { resourceType: { name: 'Device', endpoint: '/Devices', schema: 'urn:example:Device', schemaExtensions: [] } },
    ]);
  });

  test('one that holds resources cannot be removed; an empty one can', async () => {
    fake.answer('resourceTypes.remove', ({ name }) => ({ name }));
    serves([device], [userType(), deviceType(3)]);
    at('#/schemas?type=Device');
    await drawPage(fake, <SchemasPage />);
    await open('Remove Device');
    await expect.element(dialog().getByText('Device holds 3 resources. Delete them over SCIM first.')).toBeVisible();
    await press('Done');
    serves([device], [userType(), deviceType(0)]);
    fake.push('schemas.changed', { tenantId: tenant.id });
    await expect.element(detail().getByText('0', { exact: true })).toBeVisible();
    await open('Remove Device');
    await press('Remove');
    await expect.poll(() => sent('resourceTypes.remove')).toEqual([{ tenantId: tenant.id, name: 'Device' }]);
  });
});
