const expect = Number(process.env.EXPECT);
let n = 0;
export const progress = {
  first() {
    if (n === 0) console.log('T0');
  },
  handled() {
    n++;
    if (n % 500 === 0) console.log(`P ${n}`);
    if (n === expect) console.log('DONE');
  },
};
