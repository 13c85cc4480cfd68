/** The text that states all of it, and the programme that it is about. */
export const FILE = '002_0d6731b704eda0a3.txt';
export const GV = 'gelders-vakmanschap';
