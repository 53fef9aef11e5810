// Writes what the image's packages are (CycloneDX) and under which licences they come, and fails on a licence that nobody has
// looked at. `npm sbom` reads the lock file; nothing is downloaded.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Licences that let a self-hosted service be built on the package, with a notice at most. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
]);

/** The licence expression of a component, as its package states it; null where it states none. */
export function licenceOf({ licenses = [] }) {
  const stated = licenses.flatMap(({ expression, license }) => expression ?? license?.id ?? license?.name ?? []);
  return stated.length === 0 ? null : stated.join(' AND ');
}

/** Of alternatives one must be allowed, of several that hold together each. */
export function isAllowed(licence) {
  if (licence === null) return false;
  return licence
    .replaceAll(/[()]/g, '')
    .split(/ AND /)
    .every((part) => part.split(/ OR /).some((one) => ALLOWED.has(one.trim())));
}

export function licenceList(components) {
  return components
    .map((component) => ({ name: component.name, version: component.version, licence: licenceOf(component) }))
    .toSorted((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
}

/** Of a whole SBOM, what the image gets: `npm sbom --omit dev` leaves out what tools use as well, such as graphql. */
export function shipped(sbom, { packages }) {
  const names = Object.entries(packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(
      ([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
    );
  const known = new Set(names);
  const components = sbom.components.filter(({ name, version }) => known.has(`${name}@${version}`));
  const references = new Set([sbom.metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
  const dependencies = sbom.dependencies
    .filter(({ ref }) => references.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => references.has(each)) }));
  return { ...sbom, components, dependencies };
}

function write() {
  mkdirSync('artifacts', { recursive: true });
  const options = ['--package-lock-only', '--sbom-format', 'cyclonedx'];
  const whole = execFileSync('npm', ['sbom', ...options], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const sbom = shipped(JSON.parse(whole), lock);
  const list = licenceList(sbom.components);
  writeFileSync('artifacts/sbom.cdx.json', `${JSON.stringify(sbom, null, 2)}\n`);
  writeFileSync(
    'artifacts/licences.txt',
    list.map(({ name, version, licence }) => `${licence ?? '?'}\t${name} ${version}\n`).join(''),
  );
  const listed = new Set(list.map(({ name }) => name));
  const missing = Object.keys(lock.packages[''].dependencies).filter((name) => !listed.has(name));
  for (const name of missing) console.error(`${name}: is not in the SBOM`);
  const refused = list.filter(({ licence }) => !isAllowed(licence));
  for (const { name, version, licence } of refused) {
    console.error(`${name} ${version}: nobody has looked at ${licence ?? 'a package without a licence'}`);
  }
  if (refused.length > 0 || missing.length > 0) process.exit(1);
  console.log(
    `${list.length} packages, all under licences of the list: artifacts/sbom.cdx.json, artifacts/licences.txt`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) write();
