// Whose public holidays count for a person. The regions are read when a country is chosen.

import { type HolidayPlace, listHolidayCountries, listHolidayRegions } from '@evenwatch/api'
import { useRead } from '../app/query.ts'
import { SelectField } from '../ui/fields.tsx'

export function HolidayFields(props: {
  readonly value: HolidayPlace | null
  readonly onChange: (place: HolidayPlace | null) => void
}) {
  const { value, onChange } = props
  const country = value?.country ?? ''
  const countries = useRead(listHolidayCountries, {}).data?.countries
  const regions = useRead(listHolidayRegions, { params: { country } }, { enabled: country !== '' })
    .data?.regions
  // What is chosen stands there before the lists arrive, so that saving never loses it.
  const countryChoices = countries ?? (value ? [{ code: country, name: country }] : [])
  const region = value?.region ?? ''
  const regionChoices = regions ?? (region === '' ? [] : [{ code: region, name: region }])
  return (
    <div className="two">
      <SelectField
        label="Public holidays of"
        value={country}
        data={[{ value: '', label: 'No public holidays' }, ...countryChoices.map(optionOf)]}
        onChange={(event) => {
          const code = event.currentTarget.value
          onChange(code === '' ? null : { country: code })
        }}
      />
      {regionChoices.length > 0 && (
        <SelectField
          label="Region"
          value={region}
          data={[{ value: '', label: 'The whole country' }, ...regionChoices.map(optionOf)]}
          onChange={(event) => {
            const code = event.currentTarget.value
            onChange({ country, ...(code !== '' && { region: code }) })
          }}
        />
      )}
    </div>
  )
}

const optionOf = ({ code, name }: { readonly code: string; readonly name: string }) => ({
  value: code,
  label: name,
})
