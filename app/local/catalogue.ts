import type { ProductEntry } from "../src/adapters/postgres";

type Row = readonly [name: string, priceCents: number, stock: number, description: string];

const shelves: Readonly<Record<string, readonly Row[]>> = {
  kitchen: [
    [
      "Pour-over kettle",
      5900,
      40,
      "One litre of water, a long neck and a thermometer in the lid. For gas and induction.",
    ],
    [
      "Cast-iron pan",
      4450,
      25,
      "Twenty-six centimetres, seasoned with linseed oil. Heavy, patient, and better every year.",
    ],
    [
      "Bread knife",
      3200,
      60,
      "A serrated blade of twenty-one centimetres that cuts the crust and leaves the crumb alone.",
    ],
    ["Oak chopping board", 3890, 35, "End grain, with a groove for the juice. Oil it now and then."],
    ["Measuring cups", 1250, 120, "Four cups of steel that stack, marked in millilitres on the inside."],
    [
      "Glass storage jars",
      2190,
      80,
      "A set of three with rubber seals, for flour, lentils and whatever else moths like.",
    ],
  ],
  outdoor: [
    ["Two-person tent", 18900, 12, "Freestanding, with a porch on either side. Up in five minutes, also in the rain."],
    ["Down sleeping bag", 15900, 15, "Warm to minus four degrees, and smaller in its sack than a loaf of bread."],
    ["Head torch", 3990, 90, "Three hundred lumens forward, a red light for the map, eight hours on a charge."],
    ["Enamel mug", 1150, 200, "Four decilitres. Survives falls, fires and dishwashers, and shows it."],
    ["Trekking poles", 6900, 30, "Aluminium, in three parts, with cork grips and two kinds of baskets."],
    ["Dry bag", 1890, 75, "Twenty litres with a rolled closure, for canoes and for bicycles in November."],
  ],
  stationery: [
    [
      "Dotted notebook",
      1490,
      150,
      "One hundred and ninety-two pages that take fountain pens, and a thread to find the place.",
    ],
    ["Fountain pen", 4200, 45, "A steel nib of medium width and a window for the ink. Converter included."],
    ["Desk lamp", 7900, 20, "An arm with two joints, and light that can be as warm as in the evening."],
    ["Pencil set", 1350, 110, "Twelve pencils from 6B to 4H in a tin."],
    ["Washi tape", 690, 180, "Five rolls of paper tape that come off again without a trace."],
    ["Letter scale", 2650, 3, "Weighs to the gram up to five kilograms, so that letters and coffee are no guess."],
  ],
  games: [
    ["Wooden chess set", 5400, 22, "Weighted pieces and a board that folds around them."],
    ["Jigsaw: old harbour", 1990, 65, "A thousand pieces, most of them sky and water. Bring time."],
    ["Playing cards", 850, 240, "Two packs with large indices, linen finish."],
    ["Dice tower", 2790, 18, "Birch plywood, put together without glue. Ends all discussions about how a die fell."],
    ["Marble run", 4990, 28, "Eighty-four parts of beech. Compatible with cats, up to a point."],
    ["Travel backgammon", 3650, 0, "Rolls up into a tube, stones and dice included. Sold out until spring."],
  ],
};

/**
 * Sample catalogue. Ids are constant, so that it can be entered again. Products are listed by id: the categories
 * alternate.
 */
export const catalogue: readonly ProductEntry[] = Object.entries(shelves).flatMap(([category, rows], shelf, all) =>
  rows.map(([name, priceCents, stock, description], row) => ({
    id: productId(row * all.length + shelf + 1),
    name,
    description,
    category,
    priceCents,
    stock,
  })),
);

function productId(number: number): string {
  return `01930000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}
