import { TagsInput, type TagsInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Tags, typed as key=value. */
export function TagsField(props: Pick<TagsInputProps, 'value' | 'onChange' | 'error' | 'defaultValue'>) {
  const { t } = useTranslation();
  return (
    <TagsInput
      label={t('vault.form.tags')}
      description={t('vault.form.tagsHint')}
      maxTags={50}
      splitChars={[',', ';']}
      acceptValueOnBlur
      {...props}
    />
  );
}
