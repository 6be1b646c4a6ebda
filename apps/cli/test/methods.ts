/** An edition document of two components over three indicators; members of `change` replace those of the document. */
export function aMethod(change: object = {}): string {
  const document = {
    index: 'DEMO',
    edition: 'DEMO-2024',
    validFrom: '2024',
    validTo: '2025',
    normalise: { method: 'goalposts', scale: [1, 10] },
    minimumCoverage: 0.7,
    tree: {
      code: 'DEMO',
      level: 0,
      aggregate: 'weighted-sum',
      children: [
        { code: 'TIME', level: 1, weight: 60, direction: 'down', goalposts: [30, 0] },
        {
          code: 'SERVICE',
          level: 1,
          weight: 40,
          aggregate: 'arithmetic',
          children: [
            { code: 'ONLINE', level: 2, weight: 1, direction: 'up', goalposts: [0, 100] },
            { code: 'SATISFIED', level: 2, weight: 3, direction: 'up', goalposts: [0, 1] },
          ],
        },
      ],
    },
  };
  return JSON.stringify({ ...document, ...change }, undefined, 2);
}

export const A_TABLE = 'unit,TIME,ONLINE,SATISFIED\nA,10,50,0.9\nB,20,80,0.7\nC,5,20,0.8\n';
