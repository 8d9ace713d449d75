"""Scrapy's settings for newscrawl: a reason beside each value that is not the default.

`-s NAME=…` and the environment's NEWSCRAWL_NAME override any of them.
"""

import os
from pathlib import Path

from newscrawl import __version__

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]  # NEWSCRAWL_SPIDER_MODULES adds the user's own
NEWSPIDER_MODULE = "newscrawl.spiders"
COMMANDS_MODULE = "newscrawl.commands"
TEMPLATES_DIR = str(Path(__file__).parent / "templates")
SPIDER_LOADER_CLASS = "newscrawl.spiderloader.OutletLoader"  # a broken file stops no other

# --- What the owner of a site sees -------------------------------------------------------
CONTACT = ""  # an address or page for the owners of sites, stands in the user agent
ROBOTSTXT_USER_AGENT = "newscrawl"
ROBOTS_FRESH = 10_800  # seconds that an answer holds unasked; a day is allowed
ROBOTSTXT_OBEY = True  # through RobotsMiddleware: Scrapy's own lets everything pass on an error
CONCURRENT_REQUESTS_PER_DOMAIN = 2
AUTOTHROTTLE_ENABLED = True  # a slow site is asked more slowly
AUTOTHROTTLE_START_DELAY = 0.5
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
# lxml reads what these name; a site's language choice is left to the address.
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}

# --- What a site can do to us -------------------------------------------------------------
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # refuses bombs at 95 MB of memory; the default allows 2 GB
MEMUSAGE_LIMIT_MB = 1500  # the last resort: a crawl ends, its rest waits; a run of all outlets takes 300 MB
MEMUSAGE_CHECK_INTERVAL_SECONDS = 5  # in a minute, the default, a gigabyte is taken up
DOWNLOAD_WARNSIZE = 0  # what is too large is a state of the ledger
SOURCE_MAXSIZE = 50 * 1024 * 1024  # a sitemap may have 50 MiB
DOWNLOAD_TIMEOUT = 30  # for the whole answer; the default is three minutes
DNS_TIMEOUT = 10  # of the half minute; the default is twice all of it
DOWNLOAD_VERIFY_CERTIFICATES = True  # by default anybody on the way could answer for an outlet
DOWNLOAD_HANDLERS = {
    "http": "newscrawl.downloading.BoundedDownloadHandler",  # Scrapy's takes 300 MB of headers
    "https": "newscrawl.downloading.BoundedDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}  # a link may name file:///etc/passwd
TWISTED_DNS_RESOLVER = (
    "newscrawl.middlewares.guard.GuardedResolver"  # refuses names that lead to private addresses
)
# host:port of private addresses that may be asked: "127.0.0.1:8080", "intranet.example:443"; a proxy's, too.
# Behind a proxy literals are refused and names looked up here once; what they lead to there, it alone knows.
PRIVATE_ALLOWED: list[str] = []  # nobody's
REDIRECT_MAX_TIMES = 5  # a site's own take two or three; the default follows 20
METAREFRESH_ENABLED = False  # a page that reloads itself is a page all the same
COOKIES_ENABLED = False  # no session, no identity: every page as a first visitor sees it
REFERER_ENABLED = False  # nobody is told where we came from
TELNETCONSOLE_ENABLED = False  # a Python prompt in the process, for whoever reaches its port
REMOTE_CONTROL_ENABLED = False  # a web server in the process that runs code
RETRY_ENABLED = False  # three tries within milliseconds, by requests that no guard looks at again:
RETRY_HTTP_CODES: list[int] = []  # the ledger tries again, later and through every middleware
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 30_000_000  # pages wait for their batch's commit
CONCURRENT_ITEMS = 1  # a page yields one article; for each page Scrapy starts so many workers: 100 cost 1 ms

# --- The way of an article ----------------------------------------------------------------
# Of Scrapy's own parts just these: what is only switched off (telnet console, remote control with its web
# server, cookies) is loaded all the same, .3 s and 30 MB.  Redirects, robots.txt and the guard against other
# sites are ours.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": 900,
}
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
}
# A page yields no requests, which is what the others look at; each is a generator around every page.
SPIDER_MIDDLEWARES_BASE = {"scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": 50}
DOWNLOADER_MIDDLEWARES = {
    "newscrawl.middlewares.guard.AddressGuard": 50,
    "newscrawl.middlewares.politeness.PolitenessMiddleware": 80,
    "newscrawl.middlewares.blocks.BlockMiddleware": 90,
    "newscrawl.middlewares.robots.RobotsMiddleware": 100,
    "newscrawl.middlewares.bodies.BodyMiddleware": 590,  # cut off is not whole, which Scrapy's passes on
    "newscrawl.middlewares.redirect.PlainRedirectMiddleware": 600,
    # Between decompression (590) and the wire: payloads as they were sent.
    "newscrawl.middlewares.archive.ArchiveMiddleware": 610,
}
EXTENSIONS = {
    "newscrawl.extensions.ledger.RunLedger": 10,
    "newscrawl.extensions.summary.RunSummary": 20,
}
ITEM_PIPELINES = {
    "newscrawl.pipelines.normalise.NormalisePipeline": 100,
    "newscrawl.pipelines.validate.ValidatePipeline": 200,
    "newscrawl.pipelines.store.StorePipeline": 300,
}

# --- Where things are kept ----------------------------------------------------------------
OUTPUT_DIR = ""  # else output/ beside scrapy.cfg, else ./output
DATABASE_URL = ""  # else newscrawl.db under OUTPUT_DIR
ARCHIVE = False  # write every exchange to archive/OUTLET/RUN.warc.gz
FEED_EXPORT_ENCODING = "utf-8"  # -O writes letters, not \u escapes

# --- The queue ----------------------------------------------------------------------------
CLAIM_BATCH = 64  # rows in hand at once
COMMIT_BATCH = 32  # outcomes a transaction
COMMIT_SECONDS = 0.5  # at most this long between an outcome and its commit
ATTEMPTS_MAX = 4  # looks at an address that fails in passing, before it is `failed`
RETRY_BACKOFF = [2, 60, 900]  # seconds before the second, third, fourth look
RETRY_WAIT = 20  # a run waits so many seconds for rows that fall due; later ones wait for the next run
RETRY_AFTER_MAX = 86_400  # a Retry-After of a year is not believed
HOST_PAUSE = 60  # seconds that a host is left alone which says 429 and not how long; doubled each time
HOST_FAILURES = 5  # requests to a host that fail in a row before the run leaves it alone
BLOCK_PAUSE = 3600  # seconds that an outlet, and a page, is left alone when it blocks us; doubled each time
BLOCK_PAUSE_MAX = 86_400  # and at most so many
BLOCKS_IN_A_ROW = 3  # looks at an outlet that end at a wall before the run leaves it alone
STOP_AFTER = 8  # seconds that what is under way has once a run is to end; it ends within ten
OUTLETS_AT_ONCE = 32  # in each process of `newscrawl run`
TRANSLATIONS = True  # linked to their originals, where newscrawl[translation] is installed
LISTING_PAGES = 3  # pages of a listing that an everyday run turns; reaching back turns 500

# --- Health -------------------------------------------------------------------------------
LOOKS_DAYS = 90  # how long what each look came to is kept; health needs 35
ALARM_WEBHOOK = ""  # an address that each new alarm is posted to, as JSON
ALARM_MAIL: list[str] = []  # addresses that each new alarm is mailed to
ALARM_MAIL_FROM = "newscrawl@localhost"
SMTP_URL = "smtp://localhost:25"  # or smtps://user:password@host; STARTTLS where it is offered
PROMETHEUS_FILE = ""  # written at each run's end, for node_exporter's textfile collector (*.prom)

# --- The schedule: what `run --due` looks at (newscrawl/schedule.py) -------------------------
DUE_ONLY = False  # `run --due` sets it: read only the sources that are due, look at articles again
POLL_MIN = 300  # seconds between two looks at a source at least
POLL_MAX = 86_400  # and at most
POLL_EVEN = 720  # a source with news every so many seconds is looked at as often; half: 1.4 times the looks
RECHECK_SHARE = 0.2  # an article is looked at again when its last look is this share of its age ago
RECHECK_MIN = 1800  # but not before so many seconds
RECHECK_DAYS = 7  # and no more when it is so old
RECHECKS_A_RUN = 20  # of one outlet, the newest first; 0: none

# --- Past one machine: `newscrawl worker` (docs/cluster.md) ---------------------------------
JOB_TIME = "30m"  # that a crawl has; what is left waits for the next one
JOB_RETRY_WAITS = [60, 240, 960, 3600]  # seconds until a job that failed is tried again; then it has failed
WORKER_STALLED = 30  # seconds without a heartbeat, after which a worker's jobs are others'

# --- Logs ---------------------------------------------------------------------------------
LOG_LEVEL = "INFO"  # DEBUG writes every record into the log
LOG_FORMATTER = "newscrawl.logformat.QuietFormatter"  # the default logs whole records, 20 kB each
LOG_VERSIONS: list[str] = []  # the same of every run
STATS_DUMP = False  # 60 lines a run; our summary says it in two
LOG_DATEFORMAT = "%Y-%m-%d %H:%M:%S"

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


def _from_environment() -> None:
    for variable, value in os.environ.items():
        name = variable.removeprefix("NEWSCRAWL_")
        if name == variable or not name.isupper():
            continue
        if name == "SPIDER_MODULES":
            SPIDER_MODULES.extend(module.strip() for module in value.split(",") if module.strip())
        else:
            globals()[name] = value


_from_environment()
USER_AGENT = os.environ.get("NEWSCRAWL_USER_AGENT") or (
    f"newscrawl/{__version__} (+{CONTACT})" if CONTACT else f"newscrawl/{__version__}"
)
