export function PeoplePage() {
  return <div className="page"><h1>PeoplePage</h1></div>
}
