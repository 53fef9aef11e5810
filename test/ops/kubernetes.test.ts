import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '../../src/config.ts';
import { ROOT } from '../support/child-process.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

// biome-ignore lint/suspicious/noExplicitAny: what Kubernetes reads has its own schema
type Manifest = any;

const documents = parseAllDocuments(read('ops/kubernetes/paylens.yml'));
const manifests: readonly Manifest[] = documents.map((document) => document.toJS());
const one = (kind: string): Manifest => manifests.find((manifest) => manifest.kind === kind);
const pod = one('Deployment').spec.template.spec;
const [container] = pod.containers;
const portOf = (name: string) => container.ports.find((port: Manifest) => port.name === name)?.containerPort;

/** A file as the pod sees it: from the ConfigMap, or from the Secret. */
function fileInPod(path: string): string {
  const mount = container.volumeMounts.find(({ mountPath }: Manifest) => path.startsWith(`${mountPath}/`));
  const volume = pod.volumes.find(({ name }: Manifest) => name === mount?.name);
  const name = path.slice(mount.mountPath.length + 1);
  const text =
    volume.configMap?.name === one('ConfigMap').metadata.name
      ? one('ConfigMap').data[name]
      : volume.secret?.secretName === one('Secret').metadata.name
        ? one('Secret').stringData[name]
        : undefined;
  if (text === undefined) throw new Error(`nothing at ${path}`);
  return text;
}

const environment: Readonly<Record<string, string>> = Object.fromEntries(
  container.env.map(({ name, value }: Manifest) => [name, value]),
);
const config = loadConfig(environment, fileInPod);

test('it is YAML without a fault', () => {
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  expect(manifests.map(({ kind }) => kind)).toEqual([
    'ConfigMap',
    'Secret',
    'Deployment',
    'Service',
    'PodDisruptionBudget',
  ]);
});

test('its configuration loads, with every secret in a file of the Secret, and every file used', () => {
  expect(config.server.host).toBe('0.0.0.0');
  const used = [...one('ConfigMap').data['paylens.yaml'].matchAll(/\{ file: (\S+) \}/g)].map(([, path]) => path);
  expect(used.map((path) => path.replace(/^.*\//, '')).toSorted()).toEqual(
    Object.keys(one('Secret').stringData).toSorted(),
  );
});

test('its ports are those of the configuration, and only the public one has a name for others', () => {
  expect(portOf('http')).toBe(config.server.port);
  expect(portOf('private')).toBe(parse(one('ConfigMap').data['paylens.yaml']).observability.port);
  expect(one('Service').spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    expect(container[probe].httpGet.port).toBe('private');
  }
  expect(container.readinessProbe.httpGet.path).toBe('/ready');
  expect(container.livenessProbe.httpGet.path).toBe('/live');
});

test('a pod is given longer to end than it takes', () => {
  const { lingerMs } = config.server;
  const longest = Math.max(config.limits.operationTimeoutMs, config.limits.reconcileTimeoutMs);
  const drainSeconds = (lingerMs + longest + 2_000 + 5_000 + 5_000) / 1000;
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(container.lifecycle.preStop.sleep.seconds + drainSeconds);
});

test('it runs as the user of the image, and may do nothing that it need not', () => {
  const user = /^USER (\d+):(\d+)$/m.exec(read('ops/container/Containerfile'));
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    runAsUser: Number(user?.[1]),
    runAsGroup: Number(user?.[2]),
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(pod.automountServiceAccountToken).toBe(false);
});

test('what it mounts may be read under the flags of the image', () => {
  const flags = read('ops/container/Containerfile');
  for (const { mountPath, readOnly } of container.volumeMounts) {
    expect(flags).toContain(`--allow-fs-read=${mountPath}"`);
    expect(readOnly).toBe(true);
  }
});

test('the heap fits into the memory, beside what is not heap', () => {
  const heap = Number(/--max-old-space-size=(\d+)/.exec(read('ops/container/Containerfile'))?.[1]);
  expect(heap).toBeLessThanOrEqual(Number(/^(\d+)Mi$/.exec(container.resources.limits.memory)?.[1]) * 0.75);
});

test('two gateways run, one is always there, and both are chosen by the same labels', () => {
  const { spec } = one('Deployment');
  expect(spec.replicas).toBe(2);
  expect(spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
  expect(one('PodDisruptionBudget').spec.minAvailable).toBe(1);
  for (const selector of [
    spec.selector.matchLabels,
    one('Service').spec.selector,
    one('PodDisruptionBudget').spec.selector.matchLabels,
  ]) {
    expect(spec.template.metadata.labels).toMatchObject(selector);
  }
});
