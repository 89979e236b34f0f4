export function SchedulePage() {
  return <div className="page"><h1>SchedulePage</h1></div>
}
