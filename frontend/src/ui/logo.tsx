/** The mark of the product: a key whose bow branches, on a shield. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M16 2.2 27.2 6.1a1.2 1.2 0 0 1 .8 1.13V15.2c0 6.9-4.5 11.9-11.55 14.45a1.3 1.3 0 0 1-.9 0C8.5 27.1 4 22.1 4 15.2V7.23A1.2 1.2 0 0 1 4.8 6.1Z"
        fill="#4353d9"
      />
      <g fill="none" stroke="#fff" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="11.2" cy="11.2" r="2.5" />
        <circle cx="20.8" cy="11.2" r="2.5" />
        <path d="M11.2 13.7v1.3a3 3 0 0 0 3 3h3.6a3 3 0 0 0 3-3v-1.3" />
        <path d="M16 18v6.2M16 22h2.6" />
      </g>
    </svg>
  );
}
