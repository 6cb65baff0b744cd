import type { Finding } from "../../config/problem";
import { RESERVED_WAVES } from "../reserved-waves";
import type { Check } from "./check";

/** Environments are ordered; a pipeline that reaches prod before dev would release what nobody has tried. */
export const checkEnvironments: Check = ({ config, platform }) => [
  ...config.environments.flatMap(({ name }, index): Finding[] =>
    Object.values<string>(RESERVED_WAVES).includes(name)
      ? [
          {
            code: "reserved-name",
            path: ["environments", index, "name"],
            message: `"${name}" is the wave of stacks that are in no environment`,
            fix: "give the environment another name",
          },
        ]
      : [],
  ),
  ...config.environments.flatMap((environment, index): Finding[] => {
    const earlier = config.environments.findIndex((other) => other.name === environment.name);
    if (earlier === index) return [];
    return [
      {
        code: "duplicate-name",
        path: ["environments", index, "name"],
        message: `environment "${environment.name}" is already defined at environments[${earlier}]`,
        fix: "rename or remove one of the two",
      },
    ];
  }),
  ...platform.pipelines.flatMap((pipeline) => {
    const rank = new Map(platform.environments.map(({ name }, index) => [name, index]));
    let highest = { rank: -1, stage: "", environment: "" };
    return pipeline.stages.flatMap((stage, index): Finding[] => {
      const ranks = stage.environments.map((name) => ({ name, rank: rank.get(name) ?? -1 }));
      const back = ranks.find((each) => each.rank < highest.rank);
      for (const each of ranks) {
        if (each.rank > highest.rank)
          highest = { rank: each.rank, stage: stage.name, environment: each.name };
      }
      if (back === undefined) return [];
      return [
        {
          code: "environment-order",
          path: ["pipelines", pipeline.name, "stages", index, "accounts"],
          message: `stage "${stage.name}" deploys to ${back.name} after stage "${highest.stage}" has deployed to ${highest.environment}`,
          fix: `order the stages as the environments are: ${platform.environments.map(({ name }) => name).join(", ")}`,
        },
      ];
    });
  }),
];
