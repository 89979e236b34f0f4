export function ServicesPage() {
  return <div className="page"><h1>ServicesPage</h1></div>
}
