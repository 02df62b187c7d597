import { Command } from 'commander';
import type { CommandContext } from '../command/command-context.ts';
import { verboseOption } from '../command/common-options.ts';
import type { PlanOptions } from './print-plan.ts';

const help = `
Nothing is created and nothing is asked of AWS: values that only AWS knows stand in for what it would answer. The
stacks are the files infra/Pulumi.<name>.yaml.

With --json each resource is one line: urn, type, name, parent, inputs, dependencies. The last line is
{"outputs": {…}} with the stack's outputs.

Examples:
  $ imgpipe plan --stack prod
  $ imgpipe plan --stack dev --json | jq -r 'select(.type == "aws:lambda/function:Function").inputs.timeout'
  $ diff <(imgpipe plan --stack dev) <(imgpipe plan --stack prod)
`;

/** Options and help of `imgpipe plan`. What it does is loaded when it runs, so that help comes at once. */
export const planCommand = (context: CommandContext): Command =>
  new Command('plan')
    .summary('print every resource that a stack declares')
    .description(
      'Evaluates the Pulumi program with the configuration of a stack and prints what it declares.',
    )
    .requiredOption('--stack <name>', 'the stack, such as dev, staging or prod')
    .option('--json', 'print one JSON value per line')
    .addOption(verboseOption())
    .addHelpText('after', help)
    .action(async (options: PlanOptions) => {
      const { printPlan } = await import('./print-plan.ts');
      await printPlan(options, context);
    });
