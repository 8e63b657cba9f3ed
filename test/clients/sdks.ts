// The SDKs of other languages: what each needs on the machine, how it is fetched and how its scenario is run.
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from './execute.ts';

export interface ClientSdk {
  name: string;
  /** Programs that must be on the machine. */
  needs: string[];
  /** Fetches the SDK into an empty folder; answers the command of the scenario. */
  prepare(folder: string): Promise<{ argv: string[]; cwd: string }>;
}

const here = import.meta.dirname;

/** Makes a venv with the packages in it; answers its folder. */
export async function pythonVenv(folder: string, ...packages: string[]): Promise<string> {
  const venv = join(folder, 'venv');
  await execute(['python3', '-m', 'venv', venv], { cwd: folder });
  await execute([join(venv, 'bin/pip'), 'install', '--quiet', ...packages], { cwd: folder });
  return venv;
}

export const CLIENT_SDKS: ClientSdk[] = [
  {
    name: 'tencentcloud-sdk-python-mps',
    needs: ['python3'],
    prepare: async (folder) => {
      const venv = await pythonVenv(folder, 'tencentcloud-sdk-python-mps');
      return { argv: [join(venv, 'bin/python'), join(here, 'python/scenario.py')], cwd: folder };
    },
  },
  {
    name: 'tencentcloud-sdk-go',
    needs: ['go'],
    prepare: async (folder) => {
      await cp(join(here, 'go'), folder, { recursive: true });
      await execute(['go', 'mod', 'init', 'client'], { cwd: folder });
      // The product's own module where the module proxy has it, else the SDK's last release as one module.
      const sdk = 'github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/mps/v20190612@latest';
      await execute(['go', 'get', sdk], { cwd: folder });
      await execute(['go', 'build', '-mod=mod', '-o', 'client', '.'], { cwd: folder });
      return { argv: [join(folder, 'client')], cwd: folder };
    },
  },
  {
    name: 'tencentcloud-sdk-java',
    needs: ['java', 'javac', 'mvn'],
    prepare: async (folder) => {
      await cp(join(here, 'java'), folder, { recursive: true });
      const classpath = join(folder, 'classpath.txt');
      const goals = ['compile', 'dependency:build-classpath', `-Dmdep.outputFile=${classpath}`];
      await execute(['mvn', '--batch-mode', '--quiet', ...goals], { cwd: folder });
      const libraries = await readFile(classpath, 'utf8');
      return { argv: ['java', '-cp', `target/classes:${libraries}`, 'Scenario'], cwd: folder };
    },
  },
];
