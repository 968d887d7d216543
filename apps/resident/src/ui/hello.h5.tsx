export function Hello({onClick}: {onClick: () => void}) { return <button onClick={onClick}>h5</button>; }
