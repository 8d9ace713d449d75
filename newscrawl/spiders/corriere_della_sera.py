from newscrawl.platforms import NewsSpider


class CorriereDellaSeraSpider(NewsSpider):
    name = "corriere_della_sera"
    publisher = "Corriere della Sera"
    country = "IT"
    languages = ("it",)
    timezone = "Europe/Rome"
    home = "https://www.corriere.it/"
    feeds = (
        "https://www.corriere.it/rss/homepage.xml",
        "https://www.corriere.it/rss/ultimora.xml",
        "https://www.corriere.it/dynamic-feed/rss/section/Dataroom.xml",
        "https://www.corriere.it/dynamic-feed/rss/section/lettere-al-direttore.xml",
        "https://www.corriere.it/dynamic-feed/rss/section/lo-dico-al-corriere.xml",
        "https://www.corriere.it/dynamic-feed/rss/section/frammenti-di-ferruccio-de-bortoli.xml",
    )
    sitemaps = (
        "https://www.corriere.it/rss/sitemap_v2.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Economia.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Salute.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Scienze.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Interni.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Esteri.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Sport.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Politica.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Salute__Figli__e__Genitori.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Salute__Sportello__Cancro.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Elezioni.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Tecnologia.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Offerte__recensioni.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Lotterie.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Spettacoli.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Scuola.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Animali.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Opinioni.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Caffe-gramellini.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Ultimo-banco.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Letti-da-rifarei.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Piccole-dosi.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/L-angolo.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Padiglione-italia.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Facce-nuove.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Ritorno-in-solferino.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Oriente-occidente.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Sette.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Moda.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/BuoneNotizie.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/lettere__al__direttore.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/lo__dico__al__corriere.xml",
        "https://www.corriere.it/dynamic-sitemap/sitemap-last-100/Frammenti-ferruccio-de-bortoli.xml",
        "https://www.corriere.it/rss/sitemap/Motori.xml",
        "https://www.corriere.it/rss/sitemap/Cultura.xml",
        "https://www.corriere.it/rss/sitemap/lettere-al-direttore.xml",
        "https://www.corriere.it/rss/sitemap/lo-dico-al-corriere.xml",
        "https://www.corriere.it/rss/sitemap/Cook-Last.xml",
    )
