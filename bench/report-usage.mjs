/** Loaded first in a measured process on systems without `/proc`: reports its usage to the parent. */
process.on('message', (message) => {
  if (message === 'usage') {
    process.send?.({
      usage: process.cpuUsage(),
      rss: process.memoryUsage.rss(),
      // In kilobytes.
      maxRss: process.resourceUsage().maxRSS,
    });
  }
});
