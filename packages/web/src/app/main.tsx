// Where the client starts: styles, providers, router.

import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/global.css'
import './tokens.css'
import './base.css'
import '../ui/ui.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { DisplayZone } from '../ui/time.tsx'
import { useDisplayZone, usePreferences, useShownTheme } from './preferences.ts'
import { queryClient } from './query.ts'
import { router } from './routes.tsx'

// Mantine writes no style element: its variables come from tokens.css, so that the content security
// policy may forbid inline styles.
function App() {
  const theme = useShownTheme()
  const { density } = usePreferences()
  const zone = useDisplayZone()
  useEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme
    root.dataset.density = density
    root.style.colorScheme = theme === 'light' ? 'light' : 'dark'
    root.style.removeProperty('background-color')
  }, [theme, density])
  return (
    <MantineProvider
      forceColorScheme={theme === 'light' ? 'light' : 'dark'}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <DisplayZone value={zone}>
          <RouterProvider router={router} />
        </DisplayZone>
      </QueryClientProvider>
    </MantineProvider>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
