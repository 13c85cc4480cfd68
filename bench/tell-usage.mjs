/** Read by node before anything else where there is no `/proc`: a measured process tells what it used. */
process.on('message', (message) => {
  if (message === 'usage') {
    process.send?.({ usage: process.cpuUsage(), rss: process.memoryUsage.rss() });
  }
});
