// The SDKs of other languages: what each needs on the machine, how it is fetched and how its scenario is run.
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from './execute.ts';
import { ALL_FORMS, V3_FORMS } from './scenario.ts';

export interface Prepared {
  /** The scenario's command. */
  argv: string[];
  cwd: string;
  /** What was fetched: "mps 3.1.194". */
  version: string;
}

export interface ClientSdk {
  name: string;
  /** Programs that must be on the machine. */
  needs: string[];
  /** Request forms that the scenario runs through. */
  forms: string[];
  /** Fetches the SDK into an empty folder. @throws NotFetched when its registry does not give it */
  prepare(folder: string): Promise<Prepared>;
}

/** A registry that can't be reached, or that does not have the package. */
export class NotFetched extends Error {}

const here = import.meta.dirname;
const GO_SDK = 'github.com/tencentcloud/tencentcloud-sdk-go';
const JAVA = { group: 'com.tencentcloudapi', whole: 'tencentcloud-sdk-java', wholeVersion: '3.1.1436' };

/** Makes a venv with the packages in it; answers its folder. */
export async function pythonVenv(folder: string, ...packages: string[]): Promise<string> {
  const venv = join(folder, 'venv');
  await execute(['python3', '-m', 'venv', venv], { cwd: folder });
  await fetching(
    execute([join(venv, 'bin/pip'), 'install', '--quiet', '--no-compile', ...packages], { cwd: folder }),
  );
  return venv;
}

/** The installed version of a package: "3.1.194". */
export async function pythonVersion(venv: string, name: string): Promise<string> {
  const program = `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`;
  return (await execute([join(venv, 'bin/python'), '-c', program], { cwd: venv })).stdout.trim();
}

/** Rejects with NotFetched when `download` fails. */
async function fetching<T>(download: Promise<T>): Promise<T> {
  return download.catch((error: Error) => {
    throw new NotFetched(error.message.replaceAll(/\s+/g, ' ').slice(0, 300));
  });
}

async function goClient(folder: string, packages: string, tags: string): Promise<Prepared> {
  await cp(join(here, 'go'), folder, { recursive: true });
  await execute(['go', 'mod', 'init', 'client'], { cwd: folder });
  await fetching(execute(['go', 'get', `${GO_SDK}/${packages}@latest`], { cwd: folder }));
  await execute(['go', 'build', '-mod=mod', '-tags', tags, '-o', 'client', '.'], { cwd: folder });
  const listed = await execute(['go', 'list', '-m', '-f', '{{.Path}} {{.Version}}', 'all'], { cwd: folder });
  const modules = listed.stdout.split('\n').filter((line) => line.startsWith(GO_SDK));
  const version = modules.map((line) => line.slice(GO_SDK.lastIndexOf('/') + 1)).join(', ');
  return { argv: [join(folder, 'client')], cwd: folder, version };
}

/** The product's own artifact, else that of all products. */
async function javaClient(folder: string): Promise<Prepared> {
  await cp(join(here, 'java'), folder, { recursive: true });
  const classpath = join(folder, 'classpath.txt');
  const mvn = (artifact: string, version: string, ...goals: string[]) => {
    const sdk = [`-Dsdk.artifact=${artifact}`, `-Dsdk.version=${version}`];
    return execute(['mvn', '--batch-mode', '--quiet', ...sdk, ...goals], { cwd: folder });
  };
  const collect = ['dependency:build-classpath', `-Dmdep.outputFile=${classpath}`];
  const product: [string, string] = [`${JAVA.whole}-mps`, '[3.1,)'];
  const whole: [string, string] = [JAVA.whole, JAVA.wholeVersion];
  const found = await mvn(...product, ...collect).then(
    () => product,
    () => fetching(mvn(...whole, ...collect)).then(() => whole),
  );
  await mvn(...found, 'compile');
  const libraries = await readFile(classpath, 'utf8');
  const jar = new RegExp(`${found[0]}-[\\d.]+(?=\\.jar)`).exec(libraries)?.[0] ?? found.join(' ');
  return {
    argv: ['java', '-cp', `target/classes:${libraries}`, 'Scenario'],
    cwd: folder,
    version: jar,
  };
}

export const CLIENT_SDKS: ClientSdk[] = [
  {
    ...{ name: 'tencentcloud-sdk-python-mps', needs: ['python3'], forms: ALL_FORMS },
    prepare: async (folder) => {
      const venv = await pythonVenv(folder, 'tencentcloud-sdk-python-mps');
      const argv = [join(venv, 'bin/python'), join(here, 'python/scenario.py')];
      return { argv, cwd: folder, version: await pythonVersion(venv, 'tencentcloud-sdk-python-mps') };
    },
  },
  {
    ...{ name: 'tencentcloud-sdk-go', needs: ['go'], forms: ALL_FORMS },
    // The product's own module where the module proxy has it, else the last release as one module.
    prepare: (folder) => goClient(folder, 'tencentcloud/mps/v20190612', 'mps'),
  },
  {
    ...{ name: 'tencentcloud-sdk-go/common', needs: ['go'], forms: ALL_FORMS },
    prepare: (folder) => goClient(folder, 'tencentcloud/common', 'common'),
  },
  {
    ...{ name: 'tencentcloud-sdk-java', needs: ['java', 'javac', 'mvn'], forms: ALL_FORMS },
    prepare: javaClient,
  },
  {
    ...{ name: 'tencentcloud-sdk-php', needs: ['php', 'composer'], forms: V3_FORMS },
    prepare: async (folder) => {
      await cp(join(here, 'php'), folder, { recursive: true });
      const env = { COMPOSER_ALLOW_SUPERUSER: '1' };
      await fetching(execute(['composer', 'update', '--no-interaction', '--quiet'], { cwd: folder, env }));
      const shown = await execute(['composer', 'show', 'tencentcloud/mps'], { cwd: folder, env });
      const version = /^versions\s*:\s*\*?\s*(\S+)/m.exec(shown.stdout)?.[1] ?? '';
      return { argv: ['php', 'scenario.php'], cwd: folder, version };
    },
  },
  {
    ...{ name: 'PHP, without the SDK', needs: ['php'], forms: ALL_FORMS },
    prepare: async (folder) => {
      const version = (await execute(['php', '-r', 'echo PHP_VERSION;'], { cwd: folder })).stdout;
      return { argv: ['php', join(here, 'php/byHand.php')], cwd: folder, version };
    },
  },
];
