import type { Schemas } from '../../api/client';
import { Note } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { OneOfSeveral } from '../access/Nodes';

/** What a change would end, as the server says before anything is done. */
export function PreviewView({ preview }: { preview: Schemas['Preview'] | undefined }) {
  const { t, named, ago } = useTexts();
  if (!preview) return null;
  const { connections, credentials, workloads } = preview;
  const nothing = connections.length + credentials.length + workloads.length === 0;
  return (
    <section className="stack" aria-label={t('preview.title')}>
      {preview.warnings.map((warning) => (
        <Note key={warning} mood="bad">
          {warning}
        </Note>
      ))}
      {!preview.action.allowed && preview.action.reason && <Note mood="bad">{preview.action.reason}</Note>}
      <h3>{t('preview.title')}</h3>
      <OneOfSeveral />
      {nothing && <p className="soft">{t('preview.nothing')}</p>}
      {connections.length > 0 && (
        <details>
          <summary>{t('preview.connections', { n: connections.length })}</summary>
          <ul className="ticks">
            {connections.map((each) => (
              <li key={each.id}>
                {named(`connection.${each.kind}`, each.kind)} · {each.resource} · {ago(each.since)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {credentials.length > 0 && (
        <details>
          <summary>{t('preview.credentials', { n: credentials.length })}</summary>
          <ul className="ticks">
            {credentials.map((each) => (
              <li key={each.id}>
                {named(`credential.${each.kind}`, each.kind.replaceAll('_', ' '))} · {each.name} · {ago(each.createdAt)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {workloads.length > 0 && (
        <details>
          <summary>{t('preview.workloads', { n: workloads.length })}</summary>
          <ul className="ticks">
            {workloads.map((each) => (
              <li key={each.id}>
                {named(`kind.${each.kind}`, each.kind)} · {each.name || each.id.slice(0, 8)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
