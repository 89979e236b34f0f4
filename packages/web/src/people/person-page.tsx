export function PersonPage() {
  return <div className="page"><h1>PersonPage</h1></div>
}
