from newscrawl.platforms import NewsSpider


class AfpFaktencheckSpider(NewsSpider):
    name = "afp_faktencheck"
    publisher = "AFP Faktencheck"
    country = "DE"
    languages = ("de",)
    timezone = "Europe/Berlin"
    home = "https://faktencheck.afp.com/"
    sitemaps = ("https://faktencheck.afp.com/sitemap.xml",)
    oldest_first = True
    skip_pattern = (
        "(?i)/(?:cookie-einstellungen|korrekturen|das-team|ueber-afp|wie-wir-arbeiten|seite-nicht-gefunden)$"
    )
    browsers_only = True  # seen 2026-08
