import { useState, type FormEvent } from 'react';
import { usePolicyTest } from '../../api/storage';
import { useBusy } from '../../api/typing';
import { Button } from '../../components/Button';
import { SelectField, TextField } from '../../components/Field';
import { Card, Note, Trouble } from '../../components/Page';
import { useTexts } from '../../texts/texts';

const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  's3:ListBucket',
  's3:CreateBucket',
  's3:DeleteBucket',
  's3:ListAllMyBuckets',
  's3:AbortMultipartUpload',
  's3:ListBucketMultipartUploads',
  's3:GetBucketLocation',
];
const ABOUT_OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];

/** May they do this there, and why: asked of the same decision that the door asks. */
export function PolicyTest({ user }: { user: string }) {
  const { t } = useTexts();
  const test = usePolicyTest(user);
  const [action, setAction] = useState('s3:GetObject');
  const [bucket, setBucket] = useState('');
  const [key, setKey] = useState('');
  const [address, setAddress] = useState('');
  useBusy(bucket !== '' || key !== '' || address !== '');
  const needsBucket = action !== 's3:ListAllMyBuckets';
  const needsKey = ABOUT_OBJECTS.includes(action);
  const ready = (!needsBucket || bucket.trim()) && (!needsKey || key.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) test.mutate({ action, bucket: needsBucket ? bucket.trim() : '', key: needsKey ? key.trim() : '', address: address.trim() });
  };
  return (
    <Card title={t('s3.test')}>
      <form className="stack" onSubmit={submit}>
        <SelectField label={t('s3.test.action')} value={action} onChange={setAction} options={ACTIONS.map((id) => ({ id, label: id }))} />
        {needsBucket && <TextField label={t('s3.test.bucket')} value={bucket} onChange={setBucket} autoComplete="off" spellCheck={false} />}
        {needsKey && <TextField label={t('s3.test.key')} value={key} onChange={setKey} autoComplete="off" spellCheck={false} />}
        <TextField
          label={t('s3.test.address')}
          optional={t('optional')}
          hint={t('s3.test.address.hint')}
          value={address}
          onChange={setAddress}
          autoComplete="off"
        />
        <p>
          <Button type="submit" isDisabled={!ready || test.isPending}>
            {test.isPending ? t('busy') : t('s3.test.go')}
          </Button>
        </p>
      </form>
      <div role="status">
        {test.data && (
          <Note mood={test.data.allowed ? 'good' : 'warn'}>
            <p>
              <strong>{t(test.data.allowed ? 's3.test.yes' : 's3.test.no')}.</strong> {test.data.sentence}
            </p>
            {test.data.change && <p>{test.data.change}</p>}
          </Note>
        )}
      </div>
      {test.error && <Trouble error={test.error} />}
    </Card>
  );
}
