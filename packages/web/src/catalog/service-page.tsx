export function ServicePage() {
  return <div className="page"><h1>ServicePage</h1></div>
}
