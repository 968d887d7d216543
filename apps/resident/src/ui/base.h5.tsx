/**
 * The elements pages are made of, as real HTML: labels, headings, lists and buttons mean on the web
 * what they look like. `base.weapp.tsx` has the same names for WeChat.
 */
import { type ReactNode, useId } from 'react'
import type { BoxProps, ButtonProps, ChoiceProps, FieldProps, HeadingProps, LinkProps, PictureProps, SwitchProps, TextProps } from './base-props.ts'
import './h5.css'

export function Box({ className, as: Tag = 'div', label, children }: BoxProps) {
  return (
    <Tag className={className} aria-label={label}>
      {children}
    </Tag>
  )
}

export function Screen({ className, children }: { className: string; children: ReactNode }) {
  return <main className={className}>{children}</main>
}

/** One step of a list; `current` is told to screen readers too. */
export function Item({ className, current, children }: { className?: string; current?: boolean; children: ReactNode }) {
  return (
    <li className={className} aria-current={current ? 'step' : undefined}>
      {children}
    </li>
  )
}

export function Heading({ level, className, id, children }: HeadingProps) {
  const Tag = level === 1 ? 'h1' : level === 2 ? 'h2' : 'h3'
  return (
    <Tag className={className} id={id} tabIndex={id === undefined ? undefined : -1}>
      {children}
    </Tag>
  )
}

/** Words. A shape that a word beside it already says is hidden from screen readers. */
export function Text({ className, block, ornament, time, children }: TextProps) {
  if (time !== undefined) {
    return (
      <time className={className} dateTime={time}>
        {children}
      </time>
    )
  }
  const Tag = block ? 'p' : 'span'
  return (
    <Tag className={className} aria-hidden={ornament || undefined}>
      {children}
    </Tag>
  )
}

export function Button({ id, kind = 'plain', children, onPress, disabled, label, expanded }: ButtonProps) {
  return (
    <button id={id} type="button" className={`button ${kind}`} onClick={onPress} disabled={disabled} aria-label={label} aria-expanded={expanded}>
      {children}
    </button>
  )
}

export function Link({ href, onPress, className = 'link', children }: LinkProps) {
  return (
    <a
      className={className}
      href={`#${href}`}
      onClick={(event) => {
        event.preventDefault()
        onPress()
      }}
    >
      {children}
    </a>
  )
}

export function Switch({ on, onPress, children }: SwitchProps) {
  return (
    <button type="button" role="switch" aria-checked={on} className="button switch" onClick={onPress}>
      {children}
    </button>
  )
}

export function Field(props: FieldProps) {
  const { id, label, hint, error, value, onChange, lines, kind = 'text', example, readOnly } = props
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const common = {
    id,
    className: `input${error ? ' wrong' : ''}`,
    value,
    placeholder: example,
    readOnly,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
  } as const
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          <span aria-hidden="true">▲ </span>
          {error}
        </p>
      )}
      {lines === undefined ? (
        <input
          {...common}
          type={kind === 'phone' ? 'tel' : 'text'}
          inputMode={kind === 'phone' ? 'tel' : kind === 'code' ? 'text' : kind === 'digits' ? 'numeric' : undefined}
          autoComplete={kind === 'phone' ? 'tel' : kind === 'address' ? 'street-address' : kind === 'digits' ? 'one-time-code' : 'off'}
          autoCapitalize={kind === 'code' ? 'characters' : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <textarea {...common} rows={lines} onChange={(event) => onChange(event.target.value)} />
      )}
    </div>
  )
}

/** One of a few, as real radio buttons: arrow keys work, the group has a name. */
export function Choice<T extends string | number>({ id, label, error, options, value, onChange }: ChoiceProps<T>) {
  const group = useId()
  return (
    <fieldset className="choice" id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="label">{label}</legend>
      {error && (
        <p className="error" id={`${id}-error`}>
          <span aria-hidden="true">▲ </span>
          {error}
        </p>
      )}
      <div className="options">
        {options.map((option) => (
          <label className={`option${option.value === value ? ' chosen' : ''}`} key={option.value}>
            <input type="radio" name={group} checked={option.value === value} onChange={() => onChange(option.value)} />
            {option.shape && (
              <span className="shape" aria-hidden="true">
                {option.shape}
              </span>
            )}
            <span>{option.word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function Picture({ src, alt, full }: PictureProps) {
  const image = <img className="picture" src={src} alt={alt} loading="lazy" />
  if (full === undefined) return image
  return (
    <a className="picture-link" href={full} target="_blank" rel="noopener">
      {image}
    </a>
  )
}

/** Says changes aloud: always in the page, so that a screen reader hears what is put in. */
export function Status({ children, className = 'status' }: { children: ReactNode; className?: string }) {
  return (
    <div className={className} role="status" aria-live="polite">
      {children}
    </div>
  )
}

/** What went wrong, on top; takes the focus when it appears. */
export function Alert({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div className="alert" role="alert" id={id} tabIndex={-1}>
      {children}
    </div>
  )
}
