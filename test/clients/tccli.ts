// The command line client. It speaks HTTPS only, so a wiretap with a certificate of its own stands before the Worker.
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Certificate, startWiretap } from '../support/wiretap.ts';
import { execute } from './execute.ts';
import type { ScenarioLine } from './scenario.ts';
import { pythonVenv, pythonVersion } from './sdks.ts';

/** The form in which tccli sends its requests. */
export const TCCLI_FORM = 'TC3-HMAC-SHA256 POST';

/** Fetches tccli into an empty folder and runs the scenario. @param env the scenario's environment */
export async function tccliScenario(folder: string, edgeUrl: string, env: Record<string, string>) {
  const venv = await pythonVenv(folder, 'tccli');
  const certificate = await selfSigned(folder);
  const { stdout } = await execute([join(venv, 'bin/python'), '-m', 'certifi'], { cwd: folder });
  await appendFile(stdout.trim(), certificate.cert);
  const request = join(folder, 'request.json');
  await writeFile(request, JSON.stringify(processMedia(env)));
  const wire = await startWiretap(edgeUrl, certificate);

  const tccli = (account: 'SECRET' | 'THROTTLED', codes: number[], ...args: string[]) => {
    const common = ['--endpoint', wire.endpoint, '--region', 'ap-guangzhou'];
    return execute([join(venv, 'bin/tccli'), 'mps', ...args, ...common], {
      cwd: folder,
      codes,
      env: {
        HOME: folder, // Where it keeps its profiles.
        TENCENTCLOUD_SECRET_ID: env[`${account}_ID`]!,
        TENCENTCLOUD_SECRET_KEY: env[`${account}_KEY`]!,
      },
    });
  };
  const refusal = async (account: 'SECRET' | 'THROTTLED') => {
    const args = ['DescribeTaskDetail', '--TaskId', env.UNKNOWN_TASK!];
    const { stdout, stderr } = await tccli(account, [1, 255], ...args);
    const said = /code:(\S+) message:(.*) requestId:(\S+)/s.exec(stdout + stderr);
    return { code: said?.[1] ?? '', message: said?.[2] ?? '', requestId: said?.[3] ?? '' };
  };

  try {
    const started = await tccli('SECRET', [0], 'ProcessMedia', '--cli-input-json', `file://${request}`);
    const { TaskId } = JSON.parse(started.stdout) as { TaskId: string };
    const waiter = "{'expr':'Status','to':'FINISH','timeout':60,'interval':1}";
    await tccli('SECRET', [0], 'DescribeTaskDetail', '--TaskId', TaskId, '--waiter', waiter);
    const detail = await tccli('SECRET', [0], 'DescribeTaskDetail', '--TaskId', TaskId);
    const { WorkflowTask } = JSON.parse(detail.stdout);
    const { Status, Output } = WorkflowTask.MediaProcessResultSet[0].TranscodeTask;
    const line: ScenarioLine = {
      form: TCCLI_FORM,
      task: { status: Status, definition: Output.Definition, path: Output.Path },
      refused: await refusal('SECRET'),
      throttled: await refusal('THROTTLED'),
    };
    return { line, version: await pythonVersion(venv, 'tccli') };
  } finally {
    await wire.close();
  }
}

function processMedia(env: Record<string, string>) {
  return {
    InputInfo: {
      Type: 'COS',
      CosInputInfo: { Bucket: env.BUCKET, Region: 'ap-guangzhou', Object: env.OBJECT },
    },
    MediaProcessTask: { TranscodeTaskSet: [{ Definition: 1010 }] },
  };
}

async function selfSigned(folder: string): Promise<Certificate> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=edge-mps test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-days', '2'];
  await execute(['openssl', 'req', ...kind, ...subject, '-keyout', key, '-out', cert], { cwd: folder });
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
}
