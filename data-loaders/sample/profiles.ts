/** What distinguishes a region from others of its population, economy and patents. */
export interface Profile {
  /** A city of the region, for company addresses. */
  city: string;
  /** Its publications, relative to a region as large and as rich. */
  science: number;
  /** Its deals, relative to a region with the same domestic product. */
  ventures: number;
  /** Factors for the technologies of a group or for one technology, by name. */
  strengths: Readonly<Record<string, number>>;
}

const health = "Health & Biotech";
const digital = "Digital & AI";
const industry = "Advanced Industry & Materials";
const energy = "Energy & Climate";
const security = "Security & Space";

/** Groups of technologies in which a region can be strong. */
export const groups = [health, digital, industry, energy, security];

const profile = (city: string, science: number, ventures: number, strengths: Profile["strengths"]): Profile => ({
  city,
  science,
  ventures,
  strengths
});

/** Capitals, and regions known for their science, ventures or technologies. The factors are plausible, not measured. */
export const regionProfiles: Readonly<Record<string, Profile>> = {
  BE10: profile("Brussels", 2, 1.4, {[health]: 1.2}),
  BE21: profile("Antwerp", 1, 0.8, {}),
  BE22: profile("Hasselt", 1.2, 1, {}),
  BE23: profile("Gent", 2, 1.8, {}),
  BE24: profile("Leuven", 2.8, 2, {}),
  BE25: profile("Kortrijk", 0.6, 0.8, {}),
  BE31: profile("Louvain-la-Neuve", 2.8, 2, {[health]: 1.6}),
  AT13: profile("Vienna", 1.6, 0.8, {[health]: 1.2}),
  AT22: profile("Graz", 1.2, 0.4, {Semiconductors: 2, [industry]: 1.3}),
  CH01: profile("Lausanne", 2.2, 2, {[health]: 1.4, "Medical Devices": 1.5}),
  CH03: profile("Basel", 1.6, 1.8, {[health]: 2.6, Pharmaceuticals: 1.5, [digital]: 0.5}),
  CH04: profile("Zürich", 2.8, 2.4, {"Artificial Intelligence": 1.8, Robotics: 1.8, [health]: 1.2}),
  CZ01: profile("Prague", 2.8, 0.8, {}),
  DE11: profile("Stuttgart", 0.8, 0.4, {[industry]: 1.9, "Advanced Manufacturing": 1.8, [health]: 0.4}),
  DE12: profile("Karlsruhe", 1.4, 0.6, {[digital]: 1.2, "Nuclear Energy": 2}),
  DE21: profile("Munich", 1.2, 1.6, {[digital]: 1.5, "Space technologies": 2.5, Semiconductors: 1.5}),
  DE30: profile("Berlin", 2, 4.2, {[digital]: 1.3, [health]: 1.3, Photonics: 1.8}),
  DE71: profile("Darmstadt", 0.8, 0.4, {Pharmaceuticals: 1.8, "Advanced Materials": 1.5}),
  DEA1: profile("Düsseldorf", 0.8, 0.4, {"Advanced Materials": 1.6, "Smart Materials": 1.6}),
  DEA2: profile("Köln", 1, 0.4, {"Smart Materials": 1.4}),
  DED2: profile("Dresden", 2, 0.8, {Microelectronics: 2.8, Semiconductors: 2.8, Nanotechnologies: 1.8}),
  DK01: profile("Copenhagen", 2.4, 1.6, {[health]: 1.9, "Quantum computing": 2}),
  DK04: profile("Aarhus", 1.6, 1, {"Wind Energy": 9, [energy]: 1.8}),
  ES30: profile("Madrid", 1.2, 0.8, {[security]: 1.4}),
  ES51: profile("Barcelona", 1.2, 1.2, {[health]: 1.5, "High-Performance Computing (HPC)": 2}),
  FI1B: profile("Helsinki", 2, 2.2, {"Internet of Things (IOT)": 2.5, [digital]: 1.5, [health]: 0.6}),
  FI1D: profile("Oulu", 1, 0.4, {"Internet of Things (IOT)": 3, "Cloud and Edge Computing": 2}),
  FR10: profile("Paris", 1.2, 1.2, {[digital]: 1.3, [security]: 1.6, "Quantum computing": 2}),
  FRJ2: profile("Toulouse", 1.2, 0.6, {"Space technologies": 7, Drones: 4, [security]: 2}),
  FRK2: profile("Grenoble", 0.8, 0.4, {Microelectronics: 2.6, Semiconductors: 3, "Nuclear Energy": 3, [health]: 0.7}),
  FRL0: profile("Marseille", 0.8, 0.4, {Microelectronics: 1.6, "Nuclear Energy": 5}),
  HU11: profile("Budapest", 1.6, 0.8, {}),
  IE06: profile("Dublin", 1.2, 1.2, {"Cloud and Edge Computing": 2.5, Pharmaceuticals: 1.5}),
  ITC1: profile("Turin", 0.8, 0.4, {"Autonomous Robots": 1.6, [industry]: 1.3}),
  ITC4: profile("Milan", 0.8, 0.4, {Pharmaceuticals: 1.3, [industry]: 1.2}),
  ITH5: profile("Bologna", 0.8, 0.4, {"High-Performance Computing (HPC)": 2.5, "Food Technology": 1.8, Robotics: 1.4}),
  ITI4: profile("Rome", 1, 0.4, {"Space technologies": 2}),
  NL31: profile("Utrecht", 2.4, 1.2, {[health]: 1.7}),
  NL32: profile("Amsterdam", 1.2, 2, {"Artificial Intelligence": 1.5, Cybersecurity: 1.4}),
  NL33: profile("Delft", 1.4, 0.8, {"Quantum computing": 5, Biomanufacturing: 1.6, "Wind Energy": 2}),
  NL22: profile("Nijmegen", 1.6, 0.8, {"Food Technology": 4, [health]: 1.2}),
  NL41: profile("Eindhoven", 0.8, 1.2, {
    Semiconductors: 4,
    Photonics: 4.5,
    Microelectronics: 2.4,
    "Medical Devices": 1.8,
    [health]: 0.5
  }),
  NO08: profile("Oslo", 1.6, 0.8, {[energy]: 1.7}),
  NO0A: profile("Bergen", 1.2, 0.4, {[energy]: 2, "Carbon Capture & Storage": 4}),
  PL91: profile("Warsaw", 1.6, 1, {}),
  PT17: profile("Lisbon", 1.6, 1.2, {[digital]: 1.1}),
  SE11: profile("Stockholm", 1.6, 2.6, {
    "Internet of Things (IOT)": 4,
    "Cloud and Edge Computing": 3,
    "Artificial Intelligence": 1.5,
    [health]: 0.8
  }),
  SE22: profile("Lund", 2, 1.2, {"Internet of Things (IOT)": 3, [health]: 1.1}),
  SE23: profile("Göteborg", 1.4, 0.8, {"Autonomous Robots": 2.5}),
  BG41: profile("Sofia", 1.6, 1.6, {}),
  EE00: profile("Tallinn", 1.4, 3, {[digital]: 1.3}),
  EL30: profile("Athens", 1.4, 1, {}),
  HR05: profile("Zagreb", 1.6, 1.2, {}),
  IS00: profile("Reykjavik", 1.4, 1, {}),
  LT01: profile("Vilnius", 1.4, 2.4, {}),
  LU00: profile("Luxembourg", 0.6, 0.8, {}),
  LV00: profile("Riga", 1, 1, {}),
  RO32: profile("Bucharest", 1.6, 1.4, {}),
  SI04: profile("Ljubljana", 1.8, 1, {}),
  SK01: profile("Bratislava", 1.2, 0.8, {}),
  UKD3: profile("Manchester", 1.6, 1.2, {Nanotechnologies: 3, "Advanced Materials": 1.6}),
  UKH1: profile("Cambridge", 2.8, 3.4, {
    [health]: 1.5,
    Bioinformatics: 3,
    Semiconductors: 1.5,
    "Quantum computing": 2
  }),
  UKI3: profile("London", 3.6, 5.6, {
    "Artificial Intelligence": 1.7,
    "Generative AI": 1.8,
    [health]: 1.2,
    Cybersecurity: 1.4
  }),
  UKJ1: profile("Oxford", 2.2, 2, {[health]: 1.6, "Nuclear Energy": 3, "Quantum computing": 3}),
  UKK1: profile("Bristol", 1.6, 1.2, {[security]: 2, Robotics: 1.6}),
  UKM7: profile("Edinburgh", 2.6, 1.6, {"Artificial Intelligence": 1.7, "Natural Language Processing": 2.5})
};

/**
 * Other countries: alpha-2, a region code of REGPAT, a city, its point, and sizes in percent of Europe. They stand in
 * plausible proportions to each other. They file fewer patents than in reality: the published complexity leaves no room
 * for more documents in the largest locations.
 */
export const otherCountries = [
  {
    code: "US",
    name: "United States",
    region: "US06085",
    city: "San Jose",
    lat: 37.34,
    lon: -121.89,
    patents: 7,
    publications: 7.9,
    deals: 60,
    tilt: digital
  },
  {
    code: "CN",
    name: "China",
    region: "CN019",
    city: "Shenzhen",
    lat: 22.55,
    lon: 114.06,
    patents: 5,
    publications: 11,
    deals: 14,
    tilt: digital
  },
  {
    code: "JP",
    name: "Japan",
    region: "JPC13",
    city: "Tokyo",
    lat: 35.69,
    lon: 139.69,
    patents: 4,
    publications: 2,
    deals: 3.6,
    tilt: industry
  },
  {
    code: "KR",
    name: "South Korea",
    region: "KR011",
    city: "Seoul",
    lat: 37.57,
    lon: 126.98,
    patents: 2.4,
    publications: 1.3,
    deals: 3.6,
    tilt: digital
  },
  {
    code: "TW",
    name: "Taiwan",
    region: "TW01",
    city: "Hsinchu",
    lat: 24.8,
    lon: 120.97,
    patents: 0.47,
    publications: 0.55,
    deals: 0.6,
    tilt: digital
  },
  {
    code: "IL",
    name: "Israel",
    region: "IL05",
    city: "Tel Aviv",
    lat: 32.08,
    lon: 34.78,
    patents: 0.42,
    publications: 0.38,
    deals: 5.4,
    tilt: security
  },
  {
    code: "CA",
    name: "Canada",
    region: "CA35",
    city: "Toronto",
    lat: 43.7,
    lon: -79.42,
    patents: 0.42,
    publications: 1.3,
    deals: 4.8,
    tilt: digital
  },
  {
    code: "IN",
    name: "India",
    region: "IN29",
    city: "Bengaluru",
    lat: 12.97,
    lon: 77.59,
    patents: 0.39,
    publications: 3,
    deals: 7.2,
    tilt: digital
  },
  {
    code: "AU",
    name: "Australia",
    region: "AU1",
    city: "Sydney",
    lat: -33.87,
    lon: 151.21,
    patents: 0.2,
    publications: 1.2,
    deals: 1.8,
    tilt: health
  },
  {
    code: "SG",
    name: "Singapore",
    region: "SG01",
    city: "Singapore",
    lat: 1.29,
    lon: 103.85,
    patents: 0.15,
    publications: 0.33,
    deals: 3,
    tilt: digital
  },
  {
    code: "BR",
    name: "Brazil",
    region: "BR20",
    city: "São Paulo",
    lat: -23.55,
    lon: -46.64,
    patents: 0.08,
    publications: 0.99,
    deals: 1.4,
    tilt: energy
  },
  {
    code: "TR",
    name: "Türkiye",
    region: "TR10",
    city: "Istanbul",
    lat: 41.01,
    lon: 28.95,
    patents: 0.12,
    publications: 0.77,
    deals: 0.72,
    tilt: industry
  }
] as const;
