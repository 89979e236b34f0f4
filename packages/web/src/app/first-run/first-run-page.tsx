export function FirstRunPage() {
  return <div className="page"><h1>FirstRunPage</h1></div>
}
