export function SchedulesPage() {
  return <div className="page"><h1>SchedulesPage</h1></div>
}
