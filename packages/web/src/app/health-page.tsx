export function HealthPage() {
  return <div className="page"><h1>HealthPage</h1></div>
}
