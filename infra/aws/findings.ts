import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Report = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(
        z.object({
          ruleName: z.string(),
          description: z.string(),
          severity: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.string().optional() })),
        }),
      ),
    }),
  ),
});

/**
 * What the validations found in a synthesised assembly, warnings too, a line each.
 * CDK itself lets warnings pass; this product does not.
 * @param outdir folder of the assembly
 * @throws when there is no report: then nothing was validated
 */
export function findingsIn(outdir: string): string[] {
  const report = Report.parse(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')));
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.map(({ ruleName, description, severity, violatingConstructs }) => {
      const where = violatingConstructs.map(({ constructPath }) => constructPath ?? '?').join(', ');
      return `${severity} ${ruleName} (${pluginName}) at ${where}: ${description}`;
    }),
  );
}
