/** The file of the seed text, and the id of its programme. */
export const FILE = '002_0d6731b704eda0a3.txt';
export const GV = 'gelders-vakmanschap';
