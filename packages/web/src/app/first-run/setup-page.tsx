export function SetupPage() {
  return <div className="page"><h1>SetupPage</h1></div>
}
