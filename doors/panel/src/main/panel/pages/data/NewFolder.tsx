import { useState, type FormEvent } from 'react';
import { Button } from '../../components/Button';
import { Dialog, DialogBody, DialogFoot } from '../../components/Dialog';
import { TextField } from '../../components/Field';
import { useTexts } from '../../texts/texts';

/** Goes into a folder that is not there yet: the first file in it makes it. */
export function NewFolder({ onGo }: { onGo: (name: string) => void }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const clean = name.trim().replace(/^\/+|\/+$/g, '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!clean) return;
    setOpen(false);
    setName('');
    onGo(clean);
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('data.new-folder')}</Button>
      {open && (
        <Dialog title={t('data.new-folder')} onClose={() => setOpen(false)}>
          <form onSubmit={submit}>
            <DialogBody>
              <TextField
                label={t('data.name')}
                hint={t('data.new-folder.hint')}
                value={name}
                onChange={setName}
                maxLength={200}
                autoFocus
                autoComplete="off"
              />
            </DialogBody>
            <DialogFoot>
              <Button look="main" type="submit" isDisabled={!clean}>
                {t('data.new-folder.go')}
              </Button>
              <Button onPress={() => setOpen(false)}>{t('cancel')}</Button>
            </DialogFoot>
          </form>
        </Dialog>
      )}
    </>
  );
}
