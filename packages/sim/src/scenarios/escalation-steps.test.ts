// Steps, their delays, rounds and their end (design rules 10 and 11).

import { closeAfterwards, scenario } from '../scenario/scenario.ts'

closeAfterwards()

scenario('the second step is paged once when nobody acknowledges', (world) => {
  world.at('0 min').alert('api-latency', { urgency: 'high' })
  world.expect('0 min').page('Ana', 'push')
  world.expect('5 min').page('Chen', 'call')
  world.expectQuiet({ from: '6 min', until: '60 min' })
})

scenario('nobody is paged after an acknowledgement', (world) => {
  world.at('0 min').alert('api-latency')
  world.expect('0 min').page('Ana', 'push')
  world.at('2 min').acknowledge('Ana', 'api-latency')
  world.expect('2 min').group('api-latency', { status: 'acknowledged' })
  world.expectQuiet({ from: '2 min', until: '60 min' })
})
