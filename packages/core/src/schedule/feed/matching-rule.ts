// Rules that find a person's name in the title of a calendar event: a regular expression with one
// group, written by whoever leads a team.
//
// Expressions that need very long on some text are refused by their form: no back references, no
// looking around, no repetition of what itself repeats or chooses, and few repetitions and choices in all. With
// titles cut to a fixed length, the work for one title is bounded. (The automaton that matches the
// patterns of conditions says whether a text fits, and not what stood in a group.)

export const MATCHING_RULE_CHARS_MAX = 200
export const MATCHED_TEXT_CHARS_MAX = 120
/** Ways multiply: a repetition may try each length, an option or a choice doubles what follows. */
const REPETITION_COST = 3
const CHOICE_COST = 1
export const MATCHING_COST_MAX = 7

/** Null when the rule may be used, else what is wrong with it. */
export function matchingRuleFault(rule: string): string | null {
  if (rule.length > MATCHING_RULE_CHARS_MAX) return `At most ${MATCHING_RULE_CHARS_MAX} characters.`
  try {
    new RegExp(rule, 'iu')
  } catch {
    return 'No regular expression.'
  }
  return formFault(rule)
}

/** The text of the first group, or null. Expects a rule without a fault. */
export function applyMatchingRule(rule: string, text: string): string | null {
  const found = new RegExp(rule, 'iu').exec(text.slice(0, MATCHED_TEXT_CHARS_MAX))
  const group = found?.[1]?.trim()
  return group === undefined || group === '' ? null : group
}

function formFault(rule: string): string | null {
  let groups = 0
  let cost = 0
  // For each open group: whether it holds a repetition or a choice.
  const open: boolean[] = []
  let lastClosedIsComplex = false
  for (let i = 0; i < rule.length; i++) {
    const char = rule[i]
    if (char === '\\') {
      if (/[1-9k]/.test(rule[i + 1] ?? '')) return 'No references back to a group.'
      i += 1
      lastClosedIsComplex = false
      continue
    }
    if (char === '[') {
      i = endOfClass(rule, i)
      lastClosedIsComplex = false
      continue
    }
    if (char === '(') {
      if (rule[i + 1] !== '?') groups += 1
      else if (rule.startsWith('(?:', i)) i += 2
      else return 'Only plain groups, `(…)` and `(?:…)`.'
      open.push(false)
      continue
    }
    if (char === ')') {
      lastClosedIsComplex = open.pop() ?? false
      if (lastClosedIsComplex && open.length > 0) open[open.length - 1] = true
      continue
    }
    if (char === '|') {
      cost += CHOICE_COST
      if (open.length > 0) open[open.length - 1] = true
    }
    if (char === '*' || char === '+' || char === '{' || char === '?') {
      if (lastClosedIsComplex) return 'A group that repeats or chooses is not repeated.'
      cost += char === '?' ? CHOICE_COST : REPETITION_COST
      if (char === '{') i = rule.indexOf('}', i)
      // A question mark behind a repetition makes it a short one and repeats nothing by itself.
      if (rule[i + 1] === '?') i += 1
      if (open.length > 0) open[open.length - 1] = true
    }
    lastClosedIsComplex = false
  }
  if (groups !== 1) return 'Exactly one group: what stands in it is the person.'
  if (cost > MATCHING_COST_MAX) return 'Too many repetitions and choices.'
  return null
}

function endOfClass(rule: string, start: number): number {
  for (let i = start + 1; i < rule.length; i++) {
    if (rule[i] === '\\') i += 1
    else if (rule[i] === ']') return i
  }
  return rule.length
}
