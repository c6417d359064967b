import { defineEntity } from "../entity";
import { choice, ref, text } from "../field";

export const schedules = defineEntity({
  name: "schedule",
  plural: "schedules",
  tag: "Schedules",
  article: "a",
  description: "The plan of a project's work, task by task.",
  fields: {
    project_id: ref({
      description: "The project it is for.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
      to: "project",
      required: true,
      immutable: true,
      filter: true,
    }),
    name: text({ description: "Name of the schedule.", example: "Master schedule", required: true, min: 1, max: 200 }),
    status: choice({
      description: "Whether it is the plan in force.",
      example: "active",
      values: ["draft", "active", "archived"],
      default: "draft",
      filter: true,
    }),
    notes: text({ description: "Free notes.", example: "Pour dates follow the tide tables.", max: 5000 }),
  },
  transitions: [
    {
      name: "task_delayed",
      description: "A task's end moved to a later day.",
      carries: "schedule_task",
      sample: { end_date: "2026-04-10" },
    },
  ],
});
